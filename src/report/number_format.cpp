#include "report/number_format.h"

#include "language/currency.h"

// Format strings are in the syntax of the file: `[$-NNCCLLLL]` with digits 01 Western or 02
// Arabic-Indic, calendar 00 as the format says, and a language only where its digits ask for one.

namespace report {
namespace {

using model::Type;

std::string repeated(int count, char c) { return std::string(static_cast<std::size_t>(count), c); }

}  // namespace

int decimals_of(const model::Column& column) { return decimals_of(column, column.currency); }

int decimals_of(const model::Column& column, std::string_view currency) {
  switch (column.type) {
    case Type::kMoney:
      return language::decimals(currency);
    case Type::kDecimal:
      return 2;
    case Type::kPercent:
      return 1;
    default:
      return 0;
  }
}

std::optional<int> decimals_of_total(const model::Column& column) {
  constexpr int kOfAverage = 2;
  if (column.total == model::Total::kCount) return 0;
  const bool is_average = column.total == model::Total::kAverage;
  return is_average && column.type == Type::kInteger ? std::optional{kOfAverage} : std::nullopt;
}

NumberFormats::NumberFormats(language::Language language, model::Digits digits)
    : is_arabic_(language == language::Language::kArabic) {
  if (is_arabic_ && digits == model::Digits::kArabicIndic) prefix_ = "[$-2000401]";
}

/// Negative in parentheses, positive padded by the width of one, zero a dash in line with them. An
/// Arabic sign has the whole read from the right, where the first parenthesis stands.
std::string NumberFormats::amount(const std::string& digits, int decimals,
                                  const std::string& sign) const {
  const std::string unit = sign.empty() ? "" : "\"\u00A0" + sign + "\"";
  const bool is_from_right = is_arabic_ && !sign.empty();
  const std::string before = prefix_ + (is_from_right ? "_(" : "");
  const std::string after = unit + (is_from_right ? "" : "_)");
  return before + digits + after + ";" + prefix_ + "(" + digits + unit + ");" + before + "\"-\"" +
         repeated(decimals, '?') + after;
}

std::string NumberFormats::date(const char* pattern) const {
  if (!is_arabic_) return pattern;
  return (prefix_.empty() ? "[$-1010000]" : "[$-2010401]") + std::string{pattern};
}

std::string NumberFormats::of(const model::Column& column, std::string_view currency,
                              const std::string& sign) const {
  const int decimals = decimals_of(column, currency);
  switch (column.type) {
    case Type::kInteger:
      return amount("#,##0", 0, {});
    case Type::kMoney:
      return amount(decimals == 0 ? "#,##0" : "#,##0." + repeated(decimals, '0'), decimals, sign);
    case Type::kDecimal:
      return amount("#,##0.00####", decimals, {});
    case Type::kPercent:
      return prefix_ + "0.0%_);" + prefix_ + "(0.0%)";
    case Type::kDate:
      return date("dd/mm/yyyy");
    case Type::kDateTime:
      return date("dd/mm/yyyy hh:mm");
    case Type::kTime:
      return prefix_ + "hh:mm:ss";
    case Type::kDuration:
      return prefix_ + "[h]:mm:ss";
    default:
      return "@";
  }
}

std::string NumberFormats::of_total(const model::Column& column, std::string_view currency,
                                    const std::string& sign) const {
  if (column.total == model::Total::kCount) return count();
  const auto decimals = decimals_of_total(column);
  return decimals ? amount("#,##0." + repeated(*decimals, '0'), *decimals, {})
                  : of(column, currency, sign);
}

std::string NumberFormats::marked(const std::string& format) {
  constexpr std::string_view kMark = "\"*\"";
  std::string marked;
  bool is_quoted = false;
  for (const char c : format) {
    if (c == '"') is_quoted = !is_quoted;
    if (c == ';' && !is_quoted) marked += kMark;
    marked += c;
  }
  return marked.append(kMark);
}

std::string NumberFormats::count() const { return prefix_ + "#,##0_)"; }

}  // namespace report
