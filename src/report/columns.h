#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "language/zone.h"
#include "model/order.h"
#include "report/column_cells.h"
#include "report/words.h"
#include "workbook/sheet.h"

namespace report {

/// The columns of a report from the model's to the sheet's: a date with a Hijri companion takes two
/// of the sheet. Lives through all sheets, so that totals do.
class Columns {
 public:
  Columns(const model::Order& order, const Theme& theme, const Words& words,
          const language::Zone& zone, const source::Selection& selection);

  [[nodiscard]] std::uint16_t size() const { return static_cast<std::uint16_t>(titles_.size()); }
  [[nodiscard]] const std::vector<workbook::Column>& streamed() const { return streamed_; }
  void write(const source::Rows& in, workbook::Rows& out);
  /// What the current row needs for its wrapped texts, in points; 0 where one line does.
  [[nodiscard]] double height(const source::Rows& in) const;

  /// The titles, in one row.
  void write_header(workbook::Sheet& sheet, std::uint32_t row, workbook::StyleId style) const;
  /// Room for all that stands in each column of this sheet, and for `least` in all of them.
  [[nodiscard]] std::vector<double> widths(const workbook::Rows& rows, double least) const;

  [[nodiscard]] bool has_totals() const;
  /// The row of totals over `ranges`: the rows of data on each sheet, a column's letters apart.
  struct Block {
    std::string sheet;  // its name; empty for the sheet that the total is on
    std::uint32_t first_row;
    std::uint32_t last_row;
  };
  void write_totals(workbook::Sheet& sheet, std::uint32_t row, const std::vector<Block>& blocks,
                    const Theme& theme, const std::string& label) const;

  /// How many values stand in columns with a total and are not in it.
  [[nodiscard]] std::int64_t left_out() const;
  /// What was not of its column's type, a sentence a column.
  void remark_misfits(std::vector<base::Phrase>& remarks) const;
  /// What could not be written as it was on one sheet, a sentence a column and kind.
  void remark_findings(const workbook::Rows& rows, std::vector<base::Phrase>& remarks) const;

 private:
  struct Part {
    const model::Column* column;
    ColumnLook look;
    ColumnCells cells;
    std::uint16_t first;  // its place in the sheet
    std::size_t place;    // and in a row of the source
  };

  [[nodiscard]] double total_width(const Part& part) const;

  language::Language language_;
  std::vector<Part> parts_;
  std::vector<std::size_t> wrapped_;  // places of texts that take several lines
  std::vector<std::string> titles_;
  std::vector<workbook::Column> streamed_;
};

}  // namespace report
