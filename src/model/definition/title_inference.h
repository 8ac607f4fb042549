#pragma once

#include <optional>
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
/// The same, with the abbreviations of assets/titles written out: "cust_no" is "customer",
/// "number".
[[nodiscard]] std::vector<std::string> full_words(std::string_view name);

/// A readable title for the name of a column: "Invoice date". It is translated to the
/// other language if assets/titles has all its words, else both languages have the same text.
/// Thread-safe.
[[nodiscard]] language::Localized infer_title(std::string_view name);
/// The same for the name of a table, which is that of many things.
[[nodiscard]] language::Localized infer_table_title(std::string_view name);

/// The Arabic label of a value such as "in_progress"; absent if assets/titles does not have it.
[[nodiscard]] std::optional<std::string> translate_value(std::string_view value);

/// Whether a column of whole numbers contains years, judging by its name: "fiscal_year",
/// "YearBuilt" and "sana", but not "days_per_year".
[[nodiscard]] bool is_year_name(std::string_view name);

}  // namespace model
