#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "report/row_range.h"
#include "report/columns.h"
#include "report/localized_report.h"
#include "report/running_total.h"
#include "report/style/layout_text.h"

namespace report {

/// What is below the rows: their totals, notes about excluded values, the checks of the totals, and
/// the signature lines. The report and the columns outlive it. Not thread-safe.
class TotalsBlock {
 public:
  /// The most rows that it takes.
  static constexpr std::uint32_t kMaxRows = 26;

  TotalsBlock(const LocalizedReport& report, const Columns& columns)
      : report_(report), columns_(columns) {}

  /// Writes it from `row` on, below the ranges `row_ranges`; failed checks are added to `warnings`.
  /// Returns the height in points.
  double write(workbook::Sheet& sheet, std::uint32_t row, const std::vector<RowRange>& row_ranges,
               const Totals& total, const TextArea& area,
               std::vector<base::Message>& warnings) const;

 private:
  void write_totals(workbook::Sheet& sheet, std::uint32_t row,
                    const std::vector<RowRange>& row_ranges, const Totals& total) const;
  [[nodiscard]] std::string list_aggregates() const;
  [[nodiscard]] double write_note(workbook::Sheet& sheet, std::uint32_t row,
                                  const std::string& text, const TextArea& area) const;
  [[nodiscard]] double write_notes(workbook::Sheet& sheet, std::uint32_t& row, const Totals& total,
                                   const TextArea& area) const;

  const LocalizedReport& report_;
  const Columns& columns_;
};

}  // namespace report
