#pragma once

#include <span>
#include <string>
#include <string_view>

#include "base/message.h"
#include "language/language.h"

namespace language {

// Currencies by their ISO 4217 code ("SAR"), in capitals. Thread-safe.

/// A code as a database may have it (" kwd"), in capitals and without white space around it.
[[nodiscard]] std::string normalize_currency_code(std::string_view written);
[[nodiscard]] bool is_currency(std::string_view code);
constexpr int kDefaultCurrencyDecimals = 2;
constexpr int kMaxCurrencyDecimals = 4;
/// The number of decimals: 2 for SAR, 3 for KWD (or "kwd"), 0 for JPY, and 2 for an unknown code.
[[nodiscard]] int currency_decimals(std::string_view code);
/// The currencies that have `count` decimals.
struct CurrencyGroup {
  int count;
  std::span<const std::string_view> codes;
};
[[nodiscard]] std::span<const CurrencyGroup> currencies_with_other_decimals();
/// All known currencies with two decimals.
[[nodiscard]] std::span<const std::string_view> currencies_with_default_decimals();
/// The currency's symbol in prose and titles: in Arabic its own, where it has one, else the ISO
/// code.
[[nodiscard]] base::Message currency_symbol(std::string_view code);
/// The name as in "all amounts in Saudi Riyals": a plural in English, singular in Arabic, as beside
/// a large number; the code where ICU has no name for it.
[[nodiscard]] std::string currency_name(Language language, std::string_view code);

}  // namespace language
