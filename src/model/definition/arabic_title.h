#pragma once

#include <optional>
#include <string>
#include <vector>

namespace model {

enum class TitleOf { kColumn, kTable };

/// The Arabic title for the English words of a name: "invoice", "date" is the construct "date of
/// the invoice", with the article at its last noun and with adjectives that agree. Of a table,
/// "bank accounts" has both nouns in the plural. Absent if a word is not in assets/titles.
/// Thread-safe.
[[nodiscard]] std::optional<std::string> arabic_title(const std::vector<std::string>& words,
                                                      TitleOf what);

/// The Arabic label for a value such as "in progress", without articles. Absent if unknown.
[[nodiscard]] std::optional<std::string> arabic_value(const std::vector<std::string>& words);

}  // namespace model
