#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "report/column_cells.h"
#include "report/localized_report.h"
#include "report/print/page_plan.h"
#include "report/running_total.h"
#include "report/style/text_layout.h"
#include "workbook/sheet.h"

namespace report {

/// The columns of a sheet on paper, and the height of their titles in points. A value.
struct SheetPlan {
  PagePlan pages;
  double header_height;
};

/// Maps the columns of the model to those of the sheet: row numbers may have a column of their own,
/// a date with a Hijri companion takes two. ExcelAuto owns it through all sheets of its report. Not
/// thread-safe.
class Columns {
 public:
  /// On how many lines titles are.
  enum class TitleLines : std::uint8_t { kTwo, kThree };

  /// Of the rows of a section.
  explicit Columns(const LocalizedReport& report);
  /// `columns` are not empty and outlive it.
  Columns(const LocalizedReport& report, const std::vector<const model::Column*>& columns);

  [[nodiscard]] std::uint16_t size() const { return static_cast<std::uint16_t>(titles_.size()); }
  [[nodiscard]] std::uint16_t last() const { return static_cast<std::uint16_t>(size() - 1); }
  [[nodiscard]] const std::vector<workbook::Column>& streamed() const { return streamed_; }
  /// As the header shows them.
  [[nodiscard]] const std::vector<std::string>& titles() const { return titles_; }

  /// The following rows belong to another section, whose sheets are entered one after the other.
  /// The decimals that a section shows are final at its end, those of all sections at the end of
  /// the report.
  void begin_section();
  void end_section();
  void end_report();
  /// The following rows are on this sheet.
  void enter(const workbook::Sheet& sheet);
  /// Before the current row begins: looks up its texts and returns the height in points that they
  /// need, 0 for an ordinary row.
  [[nodiscard]] double height(const source::ResultRows& in, workbook::RowWriter& out);
  /// Writes the current row; `number` is its row number.
  void write(const source::ResultRows& in, std::int64_t number, workbook::RowWriter& out);
  /// Returns the totals since the last call and starts the next ones.
  [[nodiscard]] Totals take_totals();

  /// A column of the model on the sheet.
  struct Field {
    const model::Column* column;
    std::uint16_t place;  // the first of its columns on the sheet
    ColumnCells* cells;
  };
  [[nodiscard]] std::vector<Field> fields();
  /// The widths of columns with these contents, before any row is written; likewise widths().
  [[nodiscard]] std::vector<double> estimated_widths(const std::vector<double>& contents,
                                                     double min_total_width) const;
  /// Texts of the column wrap beyond so many digits. Call before its first row.
  void wrap(const Field& field, int digits);
  /// Lines of its texts are counted for so many digits, and it gets as wide if one needs them: at
  /// most kMaxLineWidth. Likewise.
  void set_line_width(const Field& field, int digits);

  /// Writes the unique titles in one row: as the header of a table with rows up to `last_row`, or
  /// alone.
  void write_header(workbook::Sheet& sheet, std::uint32_t row) const;
  void write_table(workbook::Sheet& sheet, std::uint32_t row, std::uint32_t last_row,
                   const std::string& name) const;
  /// As the header of a table without rows, which has a blank one.
  void write_empty_table(workbook::Sheet& sheet, std::uint32_t row, const std::string& name) const;
  /// The widths that the contents of each column on this sheet, its total and its title need, at
  /// least `min_total_width` together.
  [[nodiscard]] std::vector<double> widths(const workbook::RowWriter& rows, const Totals& total,
                                           double min_total_width,
                                           TitleLines title_lines = TitleLines::kTwo) const;
  /// Plans a sheet whose rows are written, at least `min_width` digits wide. Titles take three
  /// lines where that prints columns larger that are too wide for a page.
  [[nodiscard]] SheetPlan plan_sheet(const workbook::RowWriter& rows, const Totals& total,
                                     double min_width) const;
  /// The number of first columns that say which row it is: its number, and one or two columns of
  /// labels that are not too wide.
  [[nodiscard]] std::uint16_t lead_columns(const std::vector<double>& widths) const;

  /// A column with a total, and the index of the total in Totals.
  struct TotaledColumn {
    const model::Column* column;
    std::uint16_t place;  // in the sheet
    std::size_t index;    // in Totals
    ColumnCells* cells;
  };
  [[nodiscard]] const std::vector<TotaledColumn>& totaled() const { return totaled_; }
  /// Null if the column has no total or is not in the report.
  [[nodiscard]] const TotaledColumn* totaled(std::string_view key) const;
  /// The column where a row of totals has its label: one without a total.
  [[nodiscard]] std::uint16_t label_column() const { return label_column_; }
  /// The title of a check whose columns are in the report.
  [[nodiscard]] std::string title(const model::BalanceCheck& check) const;
  /// The column where its room ends: the next one with a total, or the end of the table.
  [[nodiscard]] std::uint16_t label_end() const;
  /// Records a label of a row of totals, for the width of its column.
  void record_label(const std::string& label);
  [[nodiscard]] std::uint16_t sheet_column(std::string_view key) const;
  /// A column's title, followed by its currency where the report has several.
  [[nodiscard]] std::string with_currency(const model::Column& column,
                                          const std::string& title) const;

  /// Adds conditional formats to rows of data: highlights and, unless groups separate the rows,
  /// banding. Columns with highlights are banded one by one, since some readers ignore priorities
  /// across overlapping ranges.
  void apply_formatting(workbook::Sheet& sheet, std::uint32_t first_row, std::uint32_t last_row,
                        bool has_groups) const;

  /// Adds a warning for each column whose values did not match its type or had no known currency.
  void add_value_warnings(std::vector<base::Message>& warnings) const;
  /// Adds a warning for each column with texts of more lines than a row can show.
  void add_height_warnings(std::vector<base::Message>& warnings) const;
  /// Adds a warning for each column of one sheet and kind of cell that was not written as given.
  void add_cell_warnings(const workbook::Sheet& sheet, const workbook::RowWriter& rows,
                         std::vector<base::Message>& warnings) const;
  /// The note that explains the markers of totals: the excluded values of each column; empty if
  /// there are none.
  [[nodiscard]] std::string excluded_note(const Totals& total) const;

 private:
  struct Part {
    const model::Column* column;
    ColumnCells cells;
    std::uint16_t first;  // its first column on the sheet
  };

  void highlight(workbook::Sheet& sheet, const Part& part, std::uint32_t first_row,
                 std::uint32_t last_row, bool has_groups) const;
  void list_lines(Part& part);
  void record_cut_texts(const workbook::RowWriter& out, double line);
  void add_row_numbers();
  void add(const model::Column& column);
  void add_hijri(const ColumnCells& cells, const std::string& title);
  void widen_for(const model::BalanceCheck& check, const Totals& total,
                 std::vector<double>& widths) const;
  void add_title(std::string_view title);
  [[nodiscard]] std::vector<double> padded_widths(const std::vector<double>& contents,
                                                  TitleLines title_lines) const;
  void stretch(std::vector<double>& widths, double min_total_width) const;
  [[nodiscard]] Totals no_totals() const;
  /// `padding` is added to the width of its contents.
  void stream(const workbook::Column& column, double padding);
  [[nodiscard]] double total_width(const TotaledColumn& totaled, const Totals& total) const;

  const LocalizedReport& report_;
  bool has_row_numbers_ = false;
  bool shows_currency_ = false;
  bool has_filter_ = true;
  bool has_totals_block_ = false;
  std::int64_t rows_ = 0;  // since the totals were last taken
  std::vector<Part> parts_;
  std::vector<const Part*> texts_;  // those whose cells are their texts
  std::vector<workbook::RowWriter::UpcomingString> upcoming_strings_;  // of the current row
  std::vector<Part*> wrapped_;  // those whose texts may take several lines
  std::vector<std::string> titles_;
  language::ColumnTitles unique_titles_;
  /// On two lines, and on three, without padding.
  struct TitleWidths {
    double on_two_lines;
    double on_three_lines;
  };
  std::vector<TitleWidths> title_widths_;
  std::vector<workbook::Column> streamed_;
  std::vector<double> paddings_;
  std::vector<TotaledColumn> totaled_;
  std::uint16_t label_column_ = 0;
  double widest_label_ = 0;  // of the labels of totals, if a total ends their room
};

}  // namespace report
