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

// What a column's type makes of a database value. Cells, filters, sorts, groups, totals, row
// policies, instance ids and value lists all read values here, so that they agree.

/// Whether a value is there, and of its column's type.
enum class Reading : std::uint8_t {
  kEmpty,      // NULL, '' or white space alone
  kUndecided,  // there, but not of the type: no comparison with it is true
  kRead,
};

/// White space to this product: ASCII's and U+00A0, which every database can be told to trim.
inline constexpr std::string_view kWhiteSpace = " \t\n\v\f\r\u00A0";
/// Without white space at either end.
[[nodiscard]] std::string_view trimmed(std::string_view text);
[[nodiscard]] bool is_empty(const Cell& cell);

/// Binary amounts and rates are rounded to so many decimals more than are shown.
inline constexpr int kSpareDecimals = 4;

/// How a column reads numbers.
struct NumberRule {
  bool is_whole = false;  // an integer: 12.5 is not of its type
  int minor_scale = 0;    // the value counts units of 10^-minor_scale
  std::optional<int> rounding =
      {};                     // decimals that a binary value is rounded to, half away from zero
  bool is_undefined = false;  // minor units of an unknown currency: no amount can be told
};
/// The rule of a column, and of the currency of the row's own where the column has one (a code as
/// the database has it).
[[nodiscard]] NumberRule number_rule(const model::Column& column);
[[nodiscard]] NumberRule number_rule(const model::Column& column, std::string_view row_currency);
/// `decimals` are those that the column shows whatever the currency.
[[nodiscard]] NumberRule money_rule(std::string_view row_currency, bool is_minor,
                                    std::optional<int> decimals);

/// A decimal number of any length: 0.DIGITS x 10^exponent. `digits` has no zeros at either end and
/// is empty for zero.
struct Number {
  bool is_negative = false;
  std::int32_t exponent = 0;
  std::string digits;

  bool operator==(const Number&) const = default;
};

/// A number of any storage: whole numbers and decimal texts have all their digits, binary numbers
/// 15 significant ones, rounded by the rule. `number` is set where it is read.
[[nodiscard]] Reading read_number(const Cell& cell, const NumberRule& rule, Number& number);
/// Seconds: numbers, "1:30:00" and intervals (source/duration.h).
[[nodiscard]] Reading read_seconds(const Cell& cell, Number& number);
[[nodiscard]] Number to_number(const model::Decimal& decimal);
/// Half away from zero, to so many digits behind the point.
void round(Number& number, int decimals);
/// Digits that it has behind the point.
[[nodiscard]] int decimals(const Number& number);
/// Within the 15 digits that a cell holds; absent beyond.
[[nodiscard]] std::optional<ExactDecimal> to_exact(const Number& number);
/// The nearest double.
[[nodiscard]] double to_real(const Number& number);
/// "-1234.5": all its digits, no exponent.
[[nodiscard]] std::string format_number(const Number& number);
/// Bytes whose order (memcmp) is that of the numbers, and which are equal where they are.
[[nodiscard]] std::string sort_key(const Number& number);

/// Reads the values of one column to keys. A value; one thread.
class ValueReader {
 public:
  /// `zone` must outlive it.
  ValueReader(const model::Column& column, const language::TimeZone& zone)
      : column_(&column), zone_(&zone), rule_(number_rule(column)) {}

  /// Sets `key` to bytes that are equal for equal values and, for types that have an order, in
  /// their order; where it is undecided to the value's text, where it is empty to nothing.
  /// `currency` is the row's, of money whose currency comes from the row.
  [[nodiscard]] Reading read(const Cell& cell, std::string_view currency, std::string& key) const;

 private:
  const model::Column* column_;
  const language::TimeZone* zone_;
  NumberRule rule_;
};

// The keys of ValueReader for single types, as databases that have no types of their own compare
// them: moments and times of day to the second, as cells have them.

/// "2026-01-31"
[[nodiscard]] std::optional<std::string> day_key(std::string_view text,
                                                 const language::TimeZone& zone);
/// "2026-01-31 08:05:09"
[[nodiscard]] std::optional<std::string> moment_key(std::string_view text,
                                                    const language::TimeZone& zone);
/// "08:05:09"
[[nodiscard]] std::optional<std::string> time_key(std::string_view text);

}  // namespace source
