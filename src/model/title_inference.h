#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "language/language.h"

namespace model {

/// The words of a name as databases write them, small: "InvoiceDate", "invoice_date" -> "invoice",
/// "date".
[[nodiscard]] std::vector<std::string> split_words(std::string_view name);

/// The same in English, where a name is in Arabic and all its words are known (assets/titles).
[[nodiscard]] std::vector<std::string> english_words(std::string_view name);

/// What people may read for the name of a table or column: "Invoice date", and of words that are
/// known (assets/titles) the other language beside it; else the one stands for both. Any thread.
[[nodiscard]] language::Localized infer_title(std::string_view name);

/// Whether a column of whole numbers has years by its name: "fiscal_year", "YearBuilt", "sana"; not
/// "days_per_year".
[[nodiscard]] bool is_year_name(std::string_view name);

}  // namespace model
