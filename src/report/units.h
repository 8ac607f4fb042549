#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/definition/column.h"
#include "report/localized_report.h"
#include "report/running_total.h"

namespace report {

/// The units of one column's values and their styles: a single unit, or the currencies of its rows
/// as they occur. The report and the column outlive it. Not thread-safe.
class Units {
 public:
  Units(const model::Column& column, const LocalizedReport& report);

  /// The following values belong to another section, which may show another number of decimals.
  /// False if it shows as many as the sections before: their number is fixed, or the workbook has
  /// no room for more styles.
  bool begin_section();
  /// Sets the number of decimals that the section's values are shown with.
  void set_decimals(int decimals);
  /// Sets the number of decimals for values outside the sections.
  void set_overall_decimals(int decimals) { units_.front().decimals = decimals; }

  /// Selects the currency of the next amount, as the source writes it.
  void select_currency(std::string_view written);
  /// The number of the current value's unit, and whether that currency is known.
  [[nodiscard]] std::size_t current() const { return current_; }
  [[nodiscard]] bool is_known() const { return is_known_; }

  [[nodiscard]] const Unit& unit(std::size_t number) const { return units_[number]; }
  [[nodiscard]] const Unit& unit() const { return units_[current_]; }
  /// The styles of streamed values in the first unit.
  [[nodiscard]] const ColumnStyles& styles() const { return styles_.front(); }
  /// The style of streamed values in the current unit; kOfColumn for the first unit.
  [[nodiscard]] workbook::StyleId value_style() const { return value_style_; }
  /// The style of a streamed subtotal.
  [[nodiscard]] workbook::StyleId subtotal_style(const RunningTotal& total) const;
  /// The styles of a total outside the rows, with the decimals that were set last; they add a
  /// marker if the total excludes values.
  [[nodiscard]] ColumnStyles styles(const RunningTotal& total) const;

 private:
  void select_unit(const std::string& code);
  void add(const std::string& code);
  [[nodiscard]] static bool is_marked(const RunningTotal& total);

  const model::Column& column_;
  const LocalizedReport& report_;
  const bool has_subtotals_;
  std::vector<Unit>
      units_;  // the first applies to all values if rows have no currency of their own
  std::vector<ColumnStyles> styles_;  // one for each unit
  std::optional<Theme::OpenStyles> open_;
  std::size_t current_ = 0;
  std::optional<std::string> written_;  // the last currency, as the source writes it
  bool is_known_;
  workbook::StyleId value_style_ = workbook::StyleId::kOfColumn;
};

}  // namespace report
