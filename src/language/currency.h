#pragma once

#include <span>
#include <string>
#include <string_view>

#include "base/message.h"
#include "language/language.h"

namespace language {

// Currencies by their ISO 4217 code ("SAR"), in capitals. Any thread.

/// A code as a database may have it (" kwd"), in capitals and without blanks around it.
[[nodiscard]] std::string normalize_currency_code(std::string_view written);
[[nodiscard]] bool is_currency(std::string_view code);
constexpr int kDefaultCurrencyDecimals = 2;
constexpr int kMaxCurrencyDecimals = 4;
/// Digits behind the point: 2 for SAR, 3 for KWD (or "kwd"), 0 for JPY. Two where the code is
/// unknown.
[[nodiscard]] int currency_decimals(std::string_view code);
/// Currencies with another number of them than two.
struct CurrencyGroup {
  int count;
  std::span<const std::string_view> codes;
};
[[nodiscard]] std::span<const CurrencyGroup> currencies_with_other_decimals();
/// All known currencies with two of them.
[[nodiscard]] std::span<const std::string_view> currencies_with_default_decimals();
/// Its sign in prose and titles: ISO code in English, and in Arabic where it has no sign of its
/// own.
[[nodiscard]] base::Message currency_symbol(std::string_view code);
/// "Saudi Riyal"; the code where it has no name.
[[nodiscard]] std::string currency_name(Language language, std::string_view code);

}  // namespace language
