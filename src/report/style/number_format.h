#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "language/language.h"
#include "model/definition/column.h"
#include "model/definition/organization.h"
#include "source/sql/value_reader.h"

namespace report {

/// The unit and precision of the numbers of a column. A value.
struct Unit {
  std::string currency = {};  // ISO code; empty if without currency
  std::string symbol = {};    // follows each amount if each row has its own currency
  int decimals = 0;
  source::NumberRule rule = {};
};

/// The unit of all values of a column: its own currency and, where their decimals depend on the
/// values, the minimum.
[[nodiscard]] Unit unit_for(const model::Column& column);
[[nodiscard]] Unit unit_for(const model::Column& column, const std::string& currency);
/// The decimals that are shown of amounts in a currency, or of all values.
[[nodiscard]] int shown_decimals(const model::Column& column, std::string_view currency);

/// The decimals of a total if they differ from those of its values, as in an average of whole
/// numbers.
[[nodiscard]] std::optional<int> total_decimals(const model::Column& column);

/// The decimals that a total is rounded to, so that no binary residue shows; absent if it is not
/// rounded.
[[nodiscard]] std::optional<int> total_rounding(const model::Column& column, const Unit& unit);

/// Excel's number formats for one language and its digits: negative amounts in parentheses, zero as
/// a dash, dates in the same digits in every viewer. Immutable. Thread-safe.
class NumberFormats {
 public:
  NumberFormats(language::Language language, model::Digits digits);

  /// The format of a column's values; General (empty) for types other than numbers and dates.
  [[nodiscard]] std::string value_format(const model::Column& column, const Unit& unit) const;
  /// The format of a column's totals.
  [[nodiscard]] std::string total_format(const model::Column& column, const Unit& unit) const;
  /// The format with a marker after each number, which refers to a note.
  [[nodiscard]] static std::string with_marker(const std::string& format);
  /// The format of a chart's value axis, where zero is a number among others.
  [[nodiscard]] std::string axis(int decimals, bool is_percent) const;
  /// The format of whole percentages in a chart.
  [[nodiscard]] std::string share() const { return prefix_ + "0%"; }
  /// The format of counts.
  [[nodiscard]] std::string count() const;

 private:
  [[nodiscard]] std::string amount(int decimals, const std::string& sign) const;
  [[nodiscard]] std::string percent(int decimals) const;
  [[nodiscard]] std::string plain(const std::string& digits) const;
  [[nodiscard]] std::string date(const char* pattern) const;

  bool is_arabic_;
  std::string prefix_;  // of each section of a format; sets digits other than the viewer's own
};

}  // namespace report
