#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "language/language.h"
#include "model/definition/column.h"
#include "model/definition/organization.h"
#include "source/sql/value_reader.h"

namespace report {

/// What numbers of a column are measured in, and shown with.
struct Unit {
  std::string currency = {};  // its code; empty where there is none
  std::string symbol = {};    // behind each amount, where rows have each their own currency
  int decimals = 0;
  source::NumberRule rule = {};
};

/// Of all values of a column: in its own currency and, where their decimals depend on the values,
/// with the fewest.
[[nodiscard]] Unit unit_for(const model::Column& column);
[[nodiscard]] Unit unit_for(const model::Column& column, const std::string& currency);
/// Digits behind the point of amounts in a currency, or of all values.
[[nodiscard]] int shown_decimals(const model::Column& column, std::string_view currency);

/// Of its total, where that has digits of its own: an average of whole numbers is none.
[[nodiscard]] std::optional<int> total_decimals(const model::Column& column);

/// Decimals that a total is rounded to, whose binary residue would show; absent where there is
/// none.
[[nodiscard]] std::optional<int> total_rounding(const model::Column& column, const Unit& unit);

/// Excel's number formats, in one language and its digits. Negative amounts stand in parentheses,
/// zero is a dash, dates show the same digits in every viewer. A value; any thread.
class NumberFormats {
 public:
  NumberFormats(language::Language language, model::Digits digits);

  /// Of a column's values; "@" (text) for what is no number or date.
  [[nodiscard]] std::string value_format(const model::Column& column, const Unit& unit) const;
  /// Of its totals.
  [[nodiscard]] std::string total_format(const model::Column& column, const Unit& unit) const;
  /// The same with a mark behind each number, which a note is about.
  [[nodiscard]] static std::string with_marker(const std::string& format);
  /// Of whole numbers that count something.
  [[nodiscard]] std::string count() const;

 private:
  [[nodiscard]] std::string amount(int decimals, const std::string& sign) const;
  [[nodiscard]] std::string plain(const std::string& digits) const;
  [[nodiscard]] std::string date(const char* pattern) const;

  bool is_arabic_;
  std::string prefix_;  // of a section, where the digits are not those of the viewer
};

}  // namespace report
