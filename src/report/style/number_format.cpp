#include "report/style/number_format.h"

#include "language/currency.h"
#include "report/style/shown_decimals.h"
#include "report/style/type_traits.h"

// Format strings are in the syntax of the file: `[$-NNCCLLLL]` with digits NN (01 Western, 02
// Arabic-Indic), calendar CC (00: as the format says) and language LLLL only where the digits need
// one.

namespace report {
namespace {

using model::Type;

constexpr int kHiddenDecimals = 4;  // decimals that a sum keeps beyond those that are shown

std::string repeated(int count, char c) { return std::string(static_cast<std::size_t>(count), c); }

/// "0.00"
std::string digit_pattern(const std::string& whole, int decimals) {
  return whole + (decimals == 0 ? "" : "." + repeated(decimals, '0'));
}

}  // namespace

Unit unit_for(const model::Column& column) { return unit_for(column, column.currency); }

Unit unit_for(const model::Column& column, const std::string& currency) {
  return {.currency = currency,
          .decimals = shown_decimals(column, currency),
          .rule = source::number_rule(column, currency)};
}

int shown_decimals(const model::Column& column, std::string_view currency) {
  if (column.decimals) return *column.decimals;
  if (const auto bounds = ShownDecimals::bounds(column)) return bounds->min;
  return column.type == Type::kMoney ? language::currency_decimals(currency) : 0;
}

std::optional<int> total_rounding(const model::Column& column, const Unit& unit) {
  const bool is_sum = column.aggregate == model::Aggregate::kSum;
  if (!is_sum && column.aggregate != model::Aggregate::kAverage) return std::nullopt;
  // Even unrounded decimals have residue when added up, and their sum has no more decimals than
  // they have.
  const auto bounds = ShownDecimals::bounds(column);
  const bool is_plain = column.type == Type::kDecimal && bounds;
  return is_sum && is_plain ? std::optional{bounds->max + kHiddenDecimals} : unit.rule.rounding;
}

std::optional<int> total_decimals(const model::Column& column) {
  constexpr int kOfAverage = 2;
  if (column.aggregate == model::Aggregate::kCount) return 0;
  const bool is_average = column.aggregate == model::Aggregate::kAverage;
  return is_average && column.type == Type::kInteger ? std::optional{kOfAverage} : std::nullopt;
}

NumberFormats::NumberFormats(language::Language language, model::Digits digits)
    : is_arabic_(language == language::Language::kArabic) {
  if (is_arabic_ && digits == model::Digits::kArabicIndic) prefix_ = "[$-2000401]";
}

/// Negative amounts are in parentheses, positive ones are padded by the width of one, zero is a
/// dash aligned with them. With an Arabic symbol the whole is read from the right, where the first
/// parenthesis then is.
std::string NumberFormats::amount(int decimals, const std::string& sign) const {
  const std::string digits = digit_pattern("#,##0", decimals);
  const std::string unit = sign.empty() ? "" : "\"\u00A0" + sign + "\"";
  const bool is_from_right = is_arabic_ && !sign.empty();
  const std::string before = prefix_ + (is_from_right ? "_(" : "");
  const std::string after = unit + (is_from_right ? "" : "_)");
  return before + digits + after + ";" + prefix_ + "(" + digits + unit + ");" + before + "\"-\"" +
         repeated(decimals, '?') + after;
}

/// Like an amount; the dash leaves the width of the sign free, too.
std::string NumberFormats::percent(int decimals) const {
  const std::string digits = digit_pattern("0", decimals) + "%";
  return plain(digits) + ";" + prefix_ + "\"-\"" + repeated(decimals, '?') + "_%_)";
}

/// Zero is shown as digits too: it may be a year or a code.
std::string NumberFormats::plain(const std::string& digits) const {
  return prefix_ + digits + "_);" + prefix_ + "(" + digits + ")";
}

std::string NumberFormats::axis(int decimals, bool is_percent) const {
  const std::string digits =
      digit_pattern(is_percent ? "0" : "#,##0", decimals) + (is_percent ? "%" : "");
  return prefix_ + digits + ";" + prefix_ + "(" + digits + ")";
}

std::string NumberFormats::date(const char* pattern) const {
  if (!is_arabic_) return pattern;
  return (prefix_.empty() ? "[$-1010000]" : "[$-2010401]") + std::string{pattern};
}

std::string NumberFormats::value_format(const model::Column& column, const Unit& unit) const {
  switch (traits(column.type).format) {
    case TypeTraits::Format::kText:
      break;
    case TypeTraits::Format::kInteger:
      return column.grouping ? amount(unit.decimals, {}) : plain(digit_pattern("0", unit.decimals));
    case TypeTraits::Format::kAmount:
      return amount(unit.decimals, unit.symbol);
    case TypeTraits::Format::kPercent:
      return percent(unit.decimals);
    case TypeTraits::Format::kDate:
      return date("dd/mm/yyyy");
    case TypeTraits::Format::kDateTime:
      return date("dd/mm/yyyy hh:mm");
    case TypeTraits::Format::kTime:
      return prefix_ + "hh:mm:ss";
    case TypeTraits::Format::kDuration:
      return prefix_ + "[h]:mm:ss";
  }
  return {};
}

std::string NumberFormats::total_format(const model::Column& column, const Unit& unit) const {
  if (column.aggregate == model::Aggregate::kCount) return count();
  const auto decimals = total_decimals(column);
  return decimals ? value_format(column, {.decimals = *decimals}) : value_format(column, unit);
}

std::string NumberFormats::with_marker(const std::string& format) {
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
