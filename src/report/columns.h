#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "report/column_cells.h"
#include "report/localized_report.h"
#include "report/running_total.h"
#include "workbook/sheet.h"

namespace report {

/// The columns of a report from the model's to the sheet's: rows may be counted in a column of
/// their own, a date with a Hijri companion takes two. Lives through all sheets of its report.
class Columns {
 public:
  explicit Columns(const LocalizedReport& report);

  [[nodiscard]] std::uint16_t size() const { return static_cast<std::uint16_t>(titles_.size()); }
  [[nodiscard]] std::uint16_t last() const { return static_cast<std::uint16_t>(size() - 1); }
  [[nodiscard]] const std::vector<workbook::Column>& streamed() const { return streamed_; }

  /// What follows is of another section, whose sheets are entered one after the other; at its end
  /// it is known how many decimals it shows, and at that of the last one how many all do.
  void begin_section();
  void end_section();
  void end_report();
  /// What follows stands on this sheet.
  void enter(const workbook::Sheet& sheet);
  /// The current row; `number` is what it counts as.
  void write(const source::ResultRows& in, std::int64_t number, workbook::RowWriter& out);
  /// What the current row needs for its texts, in points; 0 where an ordinary one does.
  [[nodiscard]] double height(const source::ResultRows& in) const;
  /// The totals of what was written since they were last taken.
  [[nodiscard]] Totals take_totals();

  /// The titles, in one row, no two alike: as the header of a table with its rows up to `last_row`,
  /// or alone.
  void write_header(workbook::Sheet& sheet, std::uint32_t row) const;
  void write_table(workbook::Sheet& sheet, std::uint32_t row, std::uint32_t last_row,
                   const std::string& name) const;
  /// Room for all that stands in each column of this sheet and for its total, and for
  /// `min_total_width` in all of them.
  [[nodiscard]] std::vector<double> widths(workbook::RowWriter& rows, const Totals& total,
                                           double min_total_width) const;

  /// A column with a total, and where it stands in Totals.
  struct TotaledColumn {
    const model::Column* column;
    std::uint16_t place;  // in the sheet
    std::size_t index;    // in Totals
    ColumnCells* cells;
  };
  [[nodiscard]] const std::vector<TotaledColumn>& totaled() const { return totaled_; }
  /// Null where the column has none, or was not asked for.
  [[nodiscard]] const TotaledColumn* totaled(std::string_view key) const;
  /// Where a row of totals bears its label: a column without one, so that nothing counts it.
  [[nodiscard]] std::uint16_t label_column() const { return label_column_; }
  /// A row of totals bears such a label.
  void record_label(const std::string& label);
  [[nodiscard]] std::uint16_t sheet_column(std::string_view key) const;
  /// A column's title, with its currency behind it where there are several.
  [[nodiscard]] std::string with_currency(const model::Column& column,
                                          const std::string& title) const;

  /// Rules over rows of data: for the cells that stand out, and for every other row, unless there
  /// are groups between them. Columns that have rules of their own are banded by themselves, since
  /// not every reader minds priorities across ranges that overlap.
  void apply_formatting(workbook::Sheet& sheet, std::uint32_t first_row, std::uint32_t last_row,
                        bool has_groups) const;

  /// What was not of its column's type, or in no currency, a sentence a column.
  void add_value_warnings(std::vector<base::Message>& warnings) const;
  /// What could not be written as it was on one sheet, a sentence a column and kind.
  void add_cell_warnings(const workbook::Sheet& sheet, const workbook::RowWriter& rows,
                         std::vector<base::Message>& warnings) const;
  /// What the totals leave out, column by column, which their marks are about; empty for nothing.
  [[nodiscard]] std::string excluded_note(const Totals& total) const;

 private:
  struct Part {
    const model::Column* column;
    ColumnCells cells;
    std::uint16_t first;  // its place in the sheet
  };

  struct Text {
    std::size_t place;     // in a row of the source
    std::uint16_t column;  // of the sheet
  };

  void highlight(workbook::Sheet& sheet, const Part& part, std::uint32_t first_row,
                 std::uint32_t last_row, bool has_groups) const;
  void add_row_numbers();
  void add(const model::Column& column);
  void widen_for(const model::BalanceCheck& check, const Totals& total,
                 std::vector<double>& widths) const;
  void add_title(std::string_view title);
  [[nodiscard]] double spare(std::uint16_t place) const;
  [[nodiscard]] double total_width(const TotaledColumn& totaled, const Totals& total) const;

  const LocalizedReport& report_;
  bool has_row_numbers_ = false;
  bool shows_currency_ = false;
  std::int64_t rows_ = 0;  // since the totals were last taken
  std::vector<Part> parts_;
  std::vector<Text> texts_;                                            // what is written as it is
  std::vector<workbook::RowWriter::UpcomingString> upcoming_strings_;  // of the current row
  std::vector<std::size_t> wrapped_;  // places in a row of the source of texts of several lines
  std::vector<std::size_t> strings_;  // and of those that may need them
  std::vector<std::string> titles_;
  language::ColumnTitles unique_titles_;
  std::vector<workbook::Column> streamed_;
  std::vector<TotaledColumn> totaled_;
  std::uint16_t label_column_ = 0;
  double widest_label_ = 0;  // of the totals, where one of them stands right behind it
};

}  // namespace report
