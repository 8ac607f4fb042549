#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "report/block.h"
#include "report/columns.h"
#include "report/edition.h"
#include "report/tally.h"

namespace report {

/// What stands below the rows: their totals, what these leave out, the checks of the totals, and
/// the lines to sign on.
class Foot {
 public:
  /// Rows that it takes at the most.
  static constexpr std::uint32_t kMostRows = 26;

  Foot(const Edition& edition, const Columns& columns) : edition_(edition), columns_(columns) {}

  /// From `row` on, below `blocks` of rows; what a check finds is added to `remarks`. Returns its
  /// height in points.
  double write(workbook::Sheet& sheet, std::uint32_t row, const std::vector<Block>& blocks,
               const Tally& total, const std::vector<double>& widths,
               std::vector<base::Message>& remarks) const;

 private:
  void write_totals(workbook::Sheet& sheet, std::uint32_t row, const std::vector<Block>& blocks,
                    const Tally& total) const;
  [[nodiscard]] std::string aggregates() const;
  [[nodiscard]] double write_note(workbook::Sheet& sheet, std::uint32_t row,
                                  const std::string& text, const std::vector<double>& widths) const;
  [[nodiscard]] double write_notes(workbook::Sheet& sheet, std::uint32_t& row, const Tally& total,
                                   const std::vector<double>& widths) const;
  void write_check(workbook::Sheet& sheet, std::uint32_t row, std::uint32_t total_row,
                   const model::BalanceCheck& check, const Tally& total,
                   std::vector<base::Message>& remarks) const;
  [[nodiscard]] double write_signatures(workbook::Sheet& sheet, std::uint32_t row,
                                        const std::vector<double>& widths) const;

  const Edition& edition_;
  const Columns& columns_;
};

}  // namespace report
