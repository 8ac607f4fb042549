#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "language/language.h"

namespace model {

/// The words of a database's name in lower case: "InvoiceDate" and "invoice_date" are "invoice",
/// "date".
[[nodiscard]] std::vector<std::string> split_words(std::string_view name);

/// The same; an Arabic name is translated to English if assets/titles has all its words.
[[nodiscard]] std::vector<std::string> english_words(std::string_view name);

/// A readable title for the name of a table or column: "Invoice date". It is translated to the
/// other language if assets/titles has all its words, else both languages have the same text.
/// Thread-safe.
[[nodiscard]] language::Localized infer_title(std::string_view name);

/// Whether a column of whole numbers contains years, judging by its name: "fiscal_year",
/// "YearBuilt" and "sana", but not "days_per_year".
[[nodiscard]] bool is_year_name(std::string_view name);

}  // namespace model
