#include "source/sql/sqlite_narrowing.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "language/currency.h"
#include "source/sql/query_builder.h"
#include "source/sql/value_reader.h"

namespace source {
namespace {

using model::Operator;
using model::Type;

constexpr double kUnbounded = std::numeric_limits<double>::infinity();

/// A condition that hardly any row meets. Without the hint SQLite would expect an open range to
/// match a quarter of the table, and would read it all.
std::string rare(const std::string& condition) { return "likelihood(" + condition + ", 0.0001)"; }

/// Whether the operator selects equal values or one side of a value; a range cannot answer others.
bool has_range(Operator op) {
  switch (op) {
    case Operator::kEq:
    case Operator::kIn:
    case Operator::kGt:
    case Operator::kGte:
    case Operator::kLt:
    case Operator::kLte:
      return true;
    case Operator::kNeq:
    case Operator::kNin:
    case Operator::kBetween:
    case Operator::kContains:
    case Operator::kNotContains:
    case Operator::kStartsWith:
    case Operator::kEndsWith:
    case Operator::kIsNull:
    case Operator::kIsNotNull:
      break;
  }
  return false;
}
bool has_lower_end(Operator op) { return op != Operator::kLt && op != Operator::kLte; }
bool has_upper_end(Operator op) { return op != Operator::kGt && op != Operator::kGte; }

std::string literal(double value) {
  std::array<char, 32> text{};
  const auto written =
      std::to_chars(text.data(), text.data() + text.size(), value, std::chars_format::scientific);
  return {text.data(), written.ptr};
}

struct Range {
  double lower;
  double upper;
};

/// The stored numbers that may be read as the operand: in the column's units, before rounding.
Range kept_range(const ComparedColumn& column, const model::Value& value) {
  constexpr double kRelative = 1e-13;  // binary numbers are read to 15 digits
  const double number =
      model::Decimal::parse(model::format_value(value)).value_or(model::Decimal{}).to_double();
  double lower = number;
  double upper = number;
  double absolute = 0;
  if (column.column != nullptr) {
    const NumberRule rule = number_rule(*column.column);
    if (rule.rounding) absolute = std::pow(10.0, -*rule.rounding);
    if (column.column->minor) {
      const bool is_of_rows = !column.currency.empty();
      const double min_scale = is_of_rows ? 1 : std::pow(10.0, rule.minor_scale);
      const double max_scale =
          is_of_rows ? std::pow(10.0, language::kMaxCurrencyDecimals) : min_scale;
      lower = std::min(number * min_scale, number * max_scale);
      upper = std::max(number * min_scale, number * max_scale);
      absolute *= max_scale;
    } else if (!column.currency.empty()) {
      absolute = 1e-3;  // for any currency's decimals
    }
  }
  return {lower - std::abs(lower) * kRelative - absolute,
          upper + std::abs(upper) * kRelative + absolute};
}

std::string within(const std::string& name, const Range& range) {
  std::string sql;
  if (range.lower != -kUnbounded) sql = name + " >= " + literal(range.lower);
  if (range.upper == kUnbounded) return sql;
  return sql + (sql.empty() ? "" : " AND ") + name + " <= " + literal(range.upper);
}

void narrow_numbers(QueryBuilder& builder, const ComparedColumn& column, Operator op,
                    std::span<const model::Value> values) {
  constexpr std::size_t kMaxRanges = 20;
  std::vector<Range> ranges;
  for (const model::Value& value : values) {
    Range range = kept_range(column, value);
    if (!has_lower_end(op)) range.lower = -kUnbounded;
    if (!has_upper_end(op)) range.upper = kUnbounded;
    ranges.push_back(range);
  }
  if (ranges.size() > kMaxRanges) {
    Range all = ranges.front();
    for (const Range& range : ranges) {
      all = {std::min(all.lower, range.lower), std::max(all.upper, range.upper)};
    }
    ranges = {all};
  }
  builder.text("(");
  for (const Range& range : ranges) builder.text("(" + within(column.name, range) + ") OR ");
  builder.text(rare(column.name + " >= ''") + ") AND ");
}

/// The day of a value, shifted by `off` days.
std::chrono::sys_days to_day(const model::Value& value, std::chrono::days off) {
  const auto* moment = std::get_if<language::LocalTime>(&value);
  const std::chrono::sys_days day =
      moment == nullptr ? std::chrono::sys_days{std::get<model::Date>(value)}
                        : std::chrono::sys_days{
                              std::chrono::floor<std::chrono::days>(*moment).time_since_epoch()};
  return day + off;
}

std::string year_text(std::chrono::sys_days day) {
  const auto year = int{model::Date{day}.year()};
  if (year < 1) return "0-";     // before all years
  if (year > 9'999) return ":";  // after all digits
  const std::string digits = std::to_string(year);
  return std::string(4 - digits.size(), '0') + digits;
}

/// The beginning of texts in the day's month, with `sign` after it.
std::string month_text(std::chrono::sys_days day, char sign) {
  const auto month = unsigned{model::Date{day}.month()};
  return year_text(day) + (month < 10 ? "-0" : "-") + std::to_string(month) + sign;
}

std::string between(const std::string& name, const std::string& from, const std::string& below) {
  return " OR (" + name + " >= '" + from + "' AND " + rare(name + " < '" + below + "'") + ")";
}

/// The months of the days, and the ranges where dates in other spellings sort ("05/11/2026",
/// "2026-1-5", "20260105"), so that they are recorded as undecided: outside the years 1900 to 2199,
/// and outside the months within the first and the last year. No bound looks like a number, which
/// NUMERIC affinity would convert (sqlite.org/datatype3.html, 4.2).
void narrow_days(QueryBuilder& builder, const std::string& name, Operator op,
                 std::span<const model::Value> values) {
  constexpr std::chrono::days kOffset{2};  // more than any time zone's offset
  const auto by_day = [](const model::Value& a, const model::Value& b) {
    return model::compare(a, b) < 0;
  };
  const auto [first, last] = std::ranges::minmax_element(values, by_day);
  const std::chrono::sys_days from = to_day(*first, -kOffset);
  const std::chrono::sys_days to = to_day(*last, kOffset);
  const char* before = "((";
  if (has_lower_end(op)) {
    builder.text(before + name + " >= ");
    builder.value({month_text(from, '-'), Type::kText});
    before = " AND ";
  }
  if (has_upper_end(op)) {
    builder.text(before + name + " < ");
    builder.value({month_text(to, ':'), Type::kText});
  }
  builder.text(")");
  if (has_lower_end(op)) {
    builder.text(between(name, year_text(from) + "-1-", year_text(from) + "-1."));
  }
  if (has_upper_end(op)) {
    builder.text(between(name, year_text(to) + "-1-", year_text(to) + "-1."));
    builder.text(between(name, year_text(to) + "-2", year_text(to) + ":"));
  }
  builder.text(between(name, "19:", "20/:"));
  builder.text(between(name, "20:", "21/:"));
  builder.text(" OR " + rare(name + " < '19/:'") + " OR " + rare(name + " >= '21:'") + ") AND ");
}

void narrow_texts(QueryBuilder& builder, const std::string& name,
                  std::span<const model::Value> values) {
  builder.text("(" + name + " IN (");
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (i > 0) builder.text(", ");
    builder.value({model::format_value(values[i]), Type::kText});
  }
  builder.text(") OR " + rare(name + " < ''") + " OR " + rare(name + " >= x''") + ") AND ");
}

/// NULL, and texts that begin with white space: ASCII's sorts below '!'.
void narrow_empty(QueryBuilder& builder, const std::string& name) {
  builder.text("(" + name + " IS NULL OR (" + rare(name + " >= ''") + " AND " +
               rare(name + " < '!'") + ") OR (" + rare(name + " >= '\u00A0'") + " AND " +
               rare(name + " < '\u00A1'") + ") OR " + rare(name + " >= x''") + ") AND ");
}

}  // namespace

void sqlite_narrowing(QueryBuilder& builder, const ComparedColumn& column, Operator op,
                      std::span<const model::Value> values) {
  if (op == Operator::kIsNull) return narrow_empty(builder, column.name);
  if (!has_range(op) || values.empty()) return;
  switch (traits(column.type).comparison) {
    case Comparison::kNumber:
    case Comparison::kSeconds:
      return narrow_numbers(builder, column, op, values);
    case Comparison::kDay:
    case Comparison::kMoment:
      return narrow_days(builder, column.name, op, values);
    case Comparison::kText:
      return narrow_texts(builder, column.name, values);
    case Comparison::kTruth:
    case Comparison::kTimeOfDay:
      return;
  }
}

}  // namespace source
