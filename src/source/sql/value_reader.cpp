#include "source/sql/value_reader.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstddef>

#include "base/parse_integer.h"
#include "language/currency.h"
#include "source/sql/column_traits.h"
#include "source/sql/moment.h"

namespace source {
namespace {

using model::Type;

constexpr std::size_t kSignificantDigits = 15;  // which every 64-bit binary number keeps
constexpr int kPercentDecimals = 4;             // the most that a percent shows by default
constexpr int kPercentScale = 2;                // 0.15 is 15 %
constexpr std::string_view kNoBreakSpace = "\u00A0";

/// The size of the white space at the front of the text, in bytes.
std::size_t leading_space(std::string_view text) {
  if (text.starts_with(kNoBreakSpace)) return kNoBreakSpace.size();
  const bool is_space =
      !text.empty() && (text.front() == ' ' || (text.front() >= '\t' && text.front() <= '\r'));
  return is_space ? 1 : 0;
}

std::size_t trailing_space(std::string_view text) {
  if (text.ends_with(kNoBreakSpace)) return kNoBreakSpace.size();
  const bool is_space =
      !text.empty() && (text.back() == ' ' || (text.back() >= '\t' && text.back() <= '\r'));
  return is_space ? 1 : 0;
}

void drop_zeros(Number& number) {
  const std::size_t first = std::min(number.digits.find_first_not_of('0'), number.digits.size());
  number.digits.erase(0, first);
  number.exponent -= static_cast<std::int32_t>(first);
  number.digits.erase(number.digits.find_last_not_of('0') + 1);
  if (number.digits.empty()) number = {};
}

/// Rounds half away from zero, keeping the first `kept` digits.
void round_to_digits(Number& number, std::int64_t kept) {
  if (kept >= std::ssize(number.digits)) return;
  if (kept < 0) {
    number = {};
    return;
  }
  const auto at = static_cast<std::size_t>(kept);
  const bool rounds_up = number.digits[at] >= '5';
  number.digits.resize(at);
  if (rounds_up) {
    while (number.digits.ends_with('9')) number.digits.pop_back();
    if (number.digits.empty()) {
      number.digits = "1";
      ++number.exponent;
    } else {
      ++number.digits.back();
    }
  }
  drop_zeros(number);
}

/// Reads 15 significant digits, "1.23456789012346e+19"; false for a number that is not finite.
bool set_real(double value, Number& number) {
  if (!std::isfinite(value)) return false;
  std::array<char, 32> text{};
  const auto written = std::to_chars(text.data(), text.data() + text.size(), std::abs(value),
                                     std::chars_format::scientific, kSignificantDigits - 1);
  const std::string_view all{text.data(), written.ptr};
  const std::size_t mark = all.find('e');
  const std::size_t digits = mark + (all[mark + 1] == '+' ? 2 : 1);
  const auto exponent = base::parse_integer<int>(all.substr(digits));
  number.is_negative = value < 0;
  number.exponent = exponent.value_or(0) + 1;
  number.digits.assign(1, all.front()).append(all.substr(2, mark - 2));
  drop_zeros(number);
  return true;
}

/// Reads digits with an optional sign and decimal point; false for anything else.
bool set_decimal(std::string_view text, Number& number) {
  if (!is_decimal(text)) return false;
  const bool has_sign = text.front() == '-' || text.front() == '+';
  number.is_negative = text.front() == '-';
  if (has_sign) text.remove_prefix(1);
  const std::size_t point = std::min(text.find('.'), text.size());
  number.digits.assign(text.substr(0, point));
  if (point < text.size()) number.digits.append(text.substr(point + 1));
  number.exponent = static_cast<std::int32_t>(point);
  drop_zeros(number);
  return true;
}

void set_integer(std::int64_t value, Number& number) {
  std::array<char, 24> text{};
  const auto written = std::to_chars(text.data(), text.data() + text.size(), value);
  std::string_view digits{text.data(), written.ptr};
  number.is_negative = value < 0;
  if (value < 0) digits.remove_prefix(1);
  number.digits.assign(digits);
  number.exponent = static_cast<std::int32_t>(digits.size());
  drop_zeros(number);
}

bool set_value(const Cell& cell, Number& number) {
  switch (cell.storage) {
    case Storage::kNull:
      return false;
    case Storage::kInteger:
      set_integer(cell.integer, number);
      return true;
    case Storage::kReal:
      return set_real(cell.real, number);
    case Storage::kText:
    case Storage::kBlob:
      return set_decimal(trimmed(cell.text), number);
  }
  return false;
}

NumberRule make_money_rule(std::string_view currency, bool is_minor, std::optional<int> decimals) {
  const int scale = language::currency_decimals(currency);
  NumberRule rule{.rounding = decimals.value_or(scale) + kSpareDecimals};
  if (!is_minor) return rule;
  rule.minor_scale = scale;
  rule.is_undefined = !language::is_currency(currency);
  return rule;
}

/// The key of a type that is not compared as a number.
std::optional<std::string> comparison_key(const Cell& cell, Comparison comparison,
                                          const language::TimeZone& zone) {
  const std::string text = source::format_cell(cell);
  switch (comparison) {
    case Comparison::kTruth: {
      const auto truth = parse_boolean(text);
      return truth ? std::optional<std::string>{*truth ? "1" : "0"} : std::nullopt;
    }
    case Comparison::kDay:
      return day_key(text, zone);
    case Comparison::kMoment:
      return moment_key(text, zone);
    case Comparison::kTimeOfDay:
      return time_key(text);
    case Comparison::kText:
    case Comparison::kNumber:
    case Comparison::kSeconds:
      break;
  }
  return text;
}

std::string two_digits(std::int64_t number) {
  return (number < 10 ? "0" : "") + std::to_string(number);
}

std::string clock(std::chrono::seconds since_midnight) {
  const std::int64_t seconds = since_midnight.count();
  return two_digits(seconds / 3600) + ":" + two_digits(seconds / 60 % 60) + ":" +
         two_digits(seconds % 60);
}

}  // namespace

std::string_view trimmed(std::string_view text) {
  while (const std::size_t size = leading_space(text)) text.remove_prefix(size);
  while (const std::size_t size = trailing_space(text)) text.remove_suffix(size);
  return text;
}

bool is_empty(const Cell& cell) {
  if (cell.storage < Storage::kText) return cell.storage == Storage::kNull;
  std::string_view text = cell.text;
  while (const std::size_t size = leading_space(text)) text.remove_prefix(size);
  return text.empty();
}

NumberRule number_rule(const model::Column& column) {
  NumberRule rule;
  switch (column.type) {
    case Type::kInteger:
      rule.is_whole = true;
      break;
    case Type::kDecimal:
      if (column.decimals) rule.rounding = *column.decimals + kSpareDecimals;
      break;
    case Type::kMoney:
      return make_money_rule(column.currency, column.minor, column.decimals);
    case Type::kPercent:
      rule.rounding = column.decimals.value_or(kPercentDecimals) + kPercentScale + kSpareDecimals;
      break;
    case Type::kString:
    case Type::kText:
    case Type::kBoolean:
    case Type::kDate:
    case Type::kDateTime:
    case Type::kTime:
    case Type::kDuration:
    case Type::kUrl:
    case Type::kEnum:
    case Type::kDateRange:
      break;
  }
  return rule;
}

NumberRule number_rule(const model::Column& column, std::string_view row_currency) {
  const bool is_of_rows = !column.currency_from.empty();
  return is_of_rows ? money_rule(row_currency, column.minor, column.decimals) : number_rule(column);
}

NumberRule money_rule(std::string_view row_currency, bool is_minor, std::optional<int> decimals) {
  return make_money_rule(language::normalize_currency_code(row_currency), is_minor, decimals);
}

Reading read_number(const Cell& cell, const NumberRule& rule, Number& number) {
  if (is_empty(cell)) return Reading::kEmpty;
  if (rule.is_undefined || !set_value(cell, number)) return Reading::kUndecided;
  if (number.digits.empty()) return Reading::kRead;
  number.exponent -= rule.minor_scale;
  if (rule.rounding && cell.storage == Storage::kReal) {
    round(number, *rule.rounding);
  }
  const bool is_whole = std::ssize(number.digits) <= number.exponent;
  return rule.is_whole && !is_whole && !number.digits.empty() ? Reading::kUndecided
                                                              : Reading::kRead;
}

Reading read_seconds(const Cell& cell, Number& number) {
  const Reading reading = read_number(cell, {}, number);
  if (reading != Reading::kUndecided || cell.storage < Storage::kText) return reading;
  const auto seconds = parse_duration(trimmed(cell.text));
  return seconds && set_real(*seconds, number) ? Reading::kRead : Reading::kUndecided;
}

Number to_number(const model::Decimal& decimal) {
  Number number;
  set_decimal(decimal.text(), number);
  return number;
}

void round(Number& number, int decimals) {
  round_to_digits(number, std::int64_t{number.exponent} + decimals);
}

int decimals(const Number& number) {
  return static_cast<int>(
      std::max<std::int64_t>(0, std::ssize(number.digits) - std::int64_t{number.exponent}));
}

std::optional<ExactDecimal> to_exact(const Number& number) {
  constexpr int kMaxScale = 15;
  const std::int64_t scale = std::ssize(number.digits) - number.exponent;
  const std::int64_t zeros = std::max<std::int64_t>(-scale, 0);  // before the decimal point
  if (scale > kMaxScale ||
      std::ssize(number.digits) + zeros > static_cast<std::int64_t>(kSignificantDigits)) {
    return std::nullopt;
  }
  ExactDecimal exact{0, static_cast<int>(std::max<std::int64_t>(scale, 0))};
  for (const char c : number.digits) exact.unscaled = exact.unscaled * 10 + (c - '0');
  for (std::int64_t i = 0; i < zeros; ++i) exact.unscaled *= 10;
  if (number.is_negative) exact.unscaled = -exact.unscaled;
  return exact;
}

double to_real(const Number& number) {
  if (number.digits.empty()) return 0;
  const std::string text =
      (number.is_negative ? "-0." : "0.") + number.digits + "e" + std::to_string(number.exponent);
  double value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

std::string format_number(const Number& number) {
  if (number.digits.empty()) return "0";
  std::string digits = number.digits;
  std::int64_t point = number.exponent;
  if (point <= 0) {
    digits.insert(0, static_cast<std::size_t>(1 - point), '0');
    point = 1;
  }
  if (std::ssize(digits) < point) digits.resize(static_cast<std::size_t>(point), '0');
  if (std::ssize(digits) > point) digits.insert(static_cast<std::size_t>(point), 1, '.');
  return (number.is_negative ? "-" : "") + digits;
}

std::string sort_key(const Number& number) {
  constexpr char kNegative = 0;
  constexpr char kZero = 1;
  constexpr char kPositive = 2;
  constexpr std::uint32_t kBias = 1U << 31U;
  if (number.digits.empty()) return {kZero};
  std::string key{number.is_negative ? kNegative : kPositive};
  const std::uint32_t biased = static_cast<std::uint32_t>(number.exponent) + kBias;
  for (const unsigned shift : {24U, 16U, 8U, 0U}) {
    key += static_cast<char>((number.is_negative ? ~biased : biased) >> shift & 0xFFU);
  }
  if (!number.is_negative) return key + number.digits;
  for (const char c : number.digits) key += static_cast<char>('0' + '9' - c);
  return key + '\x7F';  // of two with the same beginning, the shorter one is the greater
}

Reading ValueReader::read(const Cell& cell, std::string_view currency, std::string& key) const {
  key.clear();
  if (is_empty(cell)) return Reading::kEmpty;
  const Comparison comparison = traits(column_->type).comparison;
  if (comparison != Comparison::kNumber && comparison != Comparison::kSeconds) {
    auto read = comparison_key(cell, comparison, *zone_);
    key = read ? *std::move(read) : source::format_cell(cell);
    return read ? Reading::kRead : Reading::kUndecided;
  }
  Number number;
  const bool has_rule = column_->currency_from.empty();
  const Reading reading = comparison == Comparison::kSeconds ? read_seconds(cell, number)
                          : has_rule                         ? read_number(cell, rule_, number)
                                     : read_number(cell, number_rule(*column_, currency), number);
  key = reading == Reading::kRead ? sort_key(number) : source::format_cell(cell);
  return reading;
}

std::optional<std::string> day_key(std::string_view text, const language::TimeZone& zone) {
  const auto day = parse_day(text, zone);
  return day ? std::optional{model::format_value(model::Value{model::Date{*day}})} : std::nullopt;
}

std::optional<std::string> moment_key(std::string_view text, const language::TimeZone& zone) {
  const auto moment = parse_moment(text, zone);
  if (!moment) return std::nullopt;
  return model::format_value(model::Value{model::Date{moment->day}}) + " " + clock(moment->time);
}

std::optional<std::string> time_key(std::string_view text) {
  const auto time = parse_time(text);
  return time ? std::optional{clock(*time)} : std::nullopt;
}

}  // namespace source
