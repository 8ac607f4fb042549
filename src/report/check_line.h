#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "report/columns.h"
#include "report/localized_report.h"
#include "report/row_range.h"
#include "report/running_total.h"
#include "report/style/layout_text.h"

namespace report {

/// The difference of two totals that must be equal, in the unit of the one with more decimals: all
/// that its currency has, even where the totals show fewer. A value; the column outlives it.
struct CheckDifference {
  std::optional<double> value;  // rounded; absent if a total has no value or excludes values
  bool is_of_two_currencies;
  const model::Column* column;  // of that total
  Unit unit;
};
[[nodiscard]] CheckDifference check_difference(const Columns::TotaledColumn& left,
                                               const Columns::TotaledColumn& right,
                                               const Totals& totals);

/// A line below the totals with the difference of two of them, which must be equal, and a verdict
/// in words. There is no verdict while rows are missing from the totals. The report, the columns
/// and the ranges outlive it. Not thread-safe.
class CheckLine {
 public:
  /// `row_ranges` are the rows of the totals, which are in row `total_row`.
  CheckLine(const LocalizedReport& report, const Columns& columns, const model::BalanceCheck& check,
            const std::vector<RowRange>& row_ranges, std::uint32_t total_row);

  /// False if the report lacks one of the columns.
  [[nodiscard]] bool is_shown() const { return left_ != nullptr && right_ != nullptr; }
  /// Writes it in `row`; a warning is added to `warnings` unless the totals are equal. Returns the
  /// height in points.
  double write(workbook::Sheet& sheet, std::uint32_t row, const Totals& total, const TextArea& area,
               std::vector<base::Message>& warnings) const;

 private:
  [[nodiscard]] CellSpan title_span(std::uint32_t row, const TextArea& area) const;
  [[nodiscard]] double write_labels(workbook::Sheet& sheet, std::uint32_t row,
                                    const TextArea& area) const;
  void write_verdict(workbook::Sheet& sheet, std::uint32_t row,
                     const CheckDifference& difference) const;
  /// "SUBTOTAL(3,A9:C80)<>COUNTA(A9:C80)": whether a filter hides rows.
  [[nodiscard]] std::string is_filtered(const workbook::Sheet& sheet) const;

  const LocalizedReport& report_;
  const Columns& columns_;
  const std::vector<RowRange>& row_ranges_;
  std::uint32_t total_row_;
  const Columns::TotaledColumn* left_;
  const Columns::TotaledColumn* right_;
  std::string title_;
};

}  // namespace report
