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

/// What one column's values are measured in, and how those of each unit look: a single unit, or the
/// currencies of its rows as they come. The report and the column outlive it; not thread-safe.
class Units {
 public:
  Units(const model::Column& column, const LocalizedReport& report);

  /// What follows is of another section, whose values may have another number of decimals. False
  /// where it is shown as those before it: that number is fixed, or there is no room for more
  /// styles.
  bool begin_section();
  /// The values of the section are shown with so many decimals.
  void set_decimals(int decimals);
  /// So many does what is not of a section have.
  void set_overall_decimals(int decimals) { units_.front().decimals = decimals; }

  /// The next amount is in this currency, as the source has it.
  void select_currency(std::string_view written);
  /// Of the current value: its unit's number, and whether it is one that is known.
  [[nodiscard]] std::size_t current() const { return current_; }
  [[nodiscard]] bool is_known() const { return is_known_; }

  [[nodiscard]] const Unit& unit(std::size_t number) const { return units_[number]; }
  [[nodiscard]] const Unit& unit() const { return units_[current_]; }
  /// Of streamed values, in the first unit.
  [[nodiscard]] const ColumnStyles& styles() const { return styles_.front(); }
  /// Of streamed values in the current one: the column's own style where it is the first.
  [[nodiscard]] workbook::StyleId value_style() const { return value_style_; }
  /// Of a streamed subtotal.
  [[nodiscard]] workbook::StyleId subtotal_style(const RunningTotal& total) const;
  /// Of one of the column's totals elsewhere, with the decimals that were last said: marked where
  /// values are left out of it.
  [[nodiscard]] ColumnStyles styles(const RunningTotal& total) const;

 private:
  void select_unit(const std::string& code);
  void add(const std::string& code);
  [[nodiscard]] static bool is_marked(const RunningTotal& total);

  const model::Column& column_;
  const LocalizedReport& report_;
  const bool has_subtotals_;
  std::vector<Unit> units_;           // the first is that of all values, where rows have none
  std::vector<ColumnStyles> styles_;  // of each
  std::optional<Theme::OpenStyles> open_;
  std::size_t current_ = 0;
  std::optional<std::string> written_;  // the last currency
  bool is_known_;
  workbook::StyleId value_style_ = workbook::StyleId::kOfColumn;
};

}  // namespace report
