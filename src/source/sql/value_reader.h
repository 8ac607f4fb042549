#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "language/time_zone.h"
#include "model/definition/column.h"
#include "source/sql/cell.h"
#include "source/sql/exact_decimal.h"

namespace source {

// How a column's type reads a database value. Cells, groups, totals and value lists read values by
// these functions; so do filters, sorts, row policies and instance ids on SQLite. The dialects of
// other databases write SQL of the same meaning.

/// Whether a cell has a value, and whether the value is of its column's type.
enum class Reading : std::uint8_t {
  kEmpty,      // NULL, '' or only white space
  kUndecided,  // a value that is not of the type: no comparison with it is true
  kRead,
};

/// White space in values: ASCII's and U+00A0, which every database can trim.
inline constexpr std::string_view kWhiteSpace = " \t\n\v\f\r\u00A0";
/// The text without white space at either end.
[[nodiscard]] std::string_view trimmed(std::string_view text);
[[nodiscard]] bool is_empty(const Cell& cell);

/// Binary amounts and rates are rounded to this many decimals more than are shown.
inline constexpr int kSpareDecimals = 4;

/// How a column reads numbers.
struct NumberRule {
  bool is_whole = false;             // integers only: 12.5 is undecided
  int minor_scale = 0;               // the value counts units of 10^-minor_scale
  std::optional<int> rounding = {};  // binary values are rounded to these decimals
  bool is_undefined = false;         // minor units of an unknown currency have no amount

  bool operator==(const NumberRule&) const = default;
};
/// The rule of a column. `row_currency` is the code in the row, as the database spells it, where
/// each row has its own currency.
[[nodiscard]] NumberRule number_rule(const model::Column& column);
[[nodiscard]] NumberRule number_rule(const model::Column& column, std::string_view row_currency);
/// If the column declares `decimals`, they apply to every currency.
[[nodiscard]] NumberRule money_rule(std::string_view row_currency, bool is_minor,
                                    std::optional<int> decimals);

/// A decimal number of any length, 0.DIGITS x 10^exponent. `digits` has no leading or trailing
/// zeros and is empty for zero.
struct Number {
  bool is_negative = false;
  std::int32_t exponent = 0;
  std::string digits;

  bool operator==(const Number&) const = default;
};

/// Reads a number of any storage class: integers and decimal texts with all their digits, binary
/// numbers to 15 significant digits and rounded by the rule. `number` is set for kRead.
[[nodiscard]] Reading read_number(const Cell& cell, const NumberRule& rule, Number& number);
/// Reads seconds: a number, "1:30:00" or an interval (parse_duration() in source/sql/moment.h).
[[nodiscard]] Reading read_seconds(const Cell& cell, Number& number);
[[nodiscard]] Number to_number(const model::Decimal& decimal);
/// Rounds half away from zero to `decimals` digits after the decimal point.
void round(Number& number, int decimals);
/// The number of digits after the decimal point.
[[nodiscard]] int decimals(const Number& number);
/// Absent where the number has more than the 15 digits that a cell holds.
[[nodiscard]] std::optional<ExactDecimal> to_exact(const Number& number);
/// The nearest double.
[[nodiscard]] double to_real(const Number& number);
/// "-1234.5": all digits, no exponent.
[[nodiscard]] std::string format_number(const Number& number);
/// Bytes that compare (memcmp) as the numbers do, and are equal for equal numbers.
[[nodiscard]] std::string sort_key(const Number& number);

/// Reads the values of one column as comparable keys. A copyable value. Not thread-safe.
class ValueReader {
 public:
  /// `zone` must outlive it.
  ValueReader(const model::Column& column, const language::TimeZone& zone)
      : column_(&column), zone_(&zone), rule_(number_rule(column)) {}

  /// Sets `key` to bytes that are equal for equal values and sort as the values do. An undecided
  /// value's key is its text; an empty value's key is empty. `currency` is the row's, for money
  /// whose currency comes from the row.
  [[nodiscard]] Reading read(const Cell& cell, std::string_view currency, std::string& key) const;

 private:
  const model::Column* column_;
  const language::TimeZone* zone_;
  NumberRule rule_;
};

// ValueReader's keys of single types, for databases without such types. Moments and times of day
// are to the second, as in cells.

/// "2026-01-31"
[[nodiscard]] std::optional<std::string> day_key(std::string_view text,
                                                 const language::TimeZone& zone);
/// "2026-01-31 08:05:09"
[[nodiscard]] std::optional<std::string> moment_key(std::string_view text,
                                                    const language::TimeZone& zone);
/// "08:05:09"
[[nodiscard]] std::optional<std::string> time_key(std::string_view text);

}  // namespace source
