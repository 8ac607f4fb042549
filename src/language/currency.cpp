#include "language/currency.h"

#include <algorithm>
#include <array>
#include <memory>
#include <set>
#include <vector>

#include <unicode/ucurr.h>
#include <unicode/uenum.h>

#include "base/ascii.h"
#include "language/icu.h"

namespace language {
namespace {

// ISO 4217, list one. ICU has the decimals of daily use, none for IQD or YER, which would hide
// amounts of a ledger.
constexpr std::array<std::string_view, 17> kWhole = {"BIF", "CLP", "DJF", "GNF", "ISK", "JPY",
                                                     "KMF", "KRW", "PYG", "RWF", "UGX", "UYI",
                                                     "VND", "VUV", "XAF", "XOF", "XPF"};
constexpr std::array<std::string_view, 7> kThousandths = {"BHD", "IQD", "JOD", "KWD",
                                                          "LYD", "OMR", "TND"};
constexpr std::array<std::string_view, 2> kTenThousandths = {"CLF", "UYW"};

bool contains(const auto& codes, std::string_view code) {
  return std::ranges::find(codes, code) != codes.end();
}

bool is_code(std::string_view code) {
  return code.size() == 3 && std::ranges::all_of(code, [](char c) { return c >= 'A' && c <= 'Z'; });
}

/// Gives each word of `text` the capital that the word of `model` at the same place has: "Saudi
/// Riyal" and "Saudi riyals" make "Saudi Riyals".
std::string capitalized_as(std::string_view model, std::string text) {
  for (std::size_t at = 0; at < text.size() && !model.empty();) {
    const bool is_capital = model.front() >= 'A' && model.front() <= 'Z';
    if (is_capital) text[at] = base::to_upper(text.substr(at, 1)).front();
    at = std::min(text.find(' ', at), text.size() - 1) + 1;
    model.remove_prefix(std::min(model.find(' '), model.size() - 1) + 1);
  }
  return text;
}

}  // namespace

std::string normalize_currency_code(std::string_view written) {
  constexpr std::string_view kSpaces = " \t\r\n";
  const std::size_t first = std::min(written.find_first_not_of(kSpaces), written.size());
  return base::to_upper(written.substr(first, written.find_last_not_of(kSpaces) + 1 - first));
}

bool is_currency(std::string_view code) {
  if (!is_code(code)) return false;
  UErrorCode error = U_ZERO_ERROR;
  const bool is_known =
      ucurr_isAvailable(utf16(code).getTerminatedBuffer(), U_DATE_MIN, U_DATE_MAX, &error) != 0;
  check_icu(error, "currency");
  return is_known;
}

int currency_decimals(std::string_view code) {
  const std::string known = base::to_upper(code);  // databases have codes in any case
  for (const CurrencyGroup& group : currencies_with_other_decimals()) {
    if (contains(group.codes, known)) return group.count;
  }
  return kDefaultCurrencyDecimals;
}

std::span<const CurrencyGroup> currencies_with_other_decimals() {
  static constexpr std::array<CurrencyGroup, 3> kGroups{
      {{0, kWhole}, {3, kThousandths}, {kMaxCurrencyDecimals, kTenThousandths}}};
  return kGroups;
}

std::span<const std::string_view> currencies_with_default_decimals() {
  static const std::vector<std::string> kCodes = [] {
    UErrorCode error = U_ZERO_ERROR;
    const std::unique_ptr<UEnumeration, decltype(&uenum_close)> all{
        ucurr_openISOCurrencies(UCURR_ALL, &error), uenum_close};
    check_icu(error, "currencies");
    std::set<std::string> codes;
    std::int32_t length = 0;
    while (const char* code = uenum_next(all.get(), &length, &error)) {
      const std::string text(code, static_cast<std::size_t>(length));
      if (is_currency(text) && currency_decimals(text) == kDefaultCurrencyDecimals)
        codes.insert(text);
    }
    check_icu(error, "currencies");
    return std::vector<std::string>{codes.begin(), codes.end()};
  }();
  static const std::vector<std::string_view> kViews{kCodes.begin(), kCodes.end()};
  return kViews;
}

base::Message currency_symbol(std::string_view code) {
  return base::Message{"language.currency_sign", {{"code", std::string{code}}}};
}

std::string currency_name(Language language, std::string_view code) {
  if (!is_code(code)) return std::string{code};
  const std::string locale = gregorian_locale(language).getName();
  icu::UnicodeString iso = utf16(code);  // ICU returns a pointer into it where it has no name
  UErrorCode error = U_ZERO_ERROR;
  std::int32_t length = 0;
  const char16_t* its = ucurr_getName(iso.getTerminatedBuffer(), locale.c_str(), UCURR_LONG_NAME,
                                      nullptr, &length, &error);
  check_icu(error, "name of a currency");
  const std::string name = utf8(icu::UnicodeString{its, length});
  if (is_right_to_left(language)) return name;
  its = ucurr_getPluralName(iso.getTerminatedBuffer(), locale.c_str(), nullptr, "other", &length,
                            &error);
  check_icu(error, "plural name of a currency");
  return capitalized_as(name, utf8(icu::UnicodeString{its, length}));
}

}  // namespace language
