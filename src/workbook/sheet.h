#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "workbook/xml/cell.h"
#include "workbook/chart.h"
#include "workbook/image.h"
#include "workbook/row_writer.h"
#include "workbook/style.h"

struct lxw_worksheet;

namespace workbook {

class Workbook;
struct WorkbookContext;

enum class Direction { kLeftToRight, kRightToLeft };

/// A4.
struct PrintSetup {
  bool landscape = false;
  std::uint16_t pages_wide = 1;
  std::uint16_t pages_tall = 0;  // 0: as many as it takes
  bool is_centered = true;
  double side_margin = 0.4;  // inches
  double top_margin = 0.5;
  double bottom_margin = 0.65;
};

/// A header or footer, in Excel's codes ("&P / &N"); user text passes `header_text()` first.
/// `start` is where the sheet's direction begins.
struct HeaderFooter {
  std::string start;
  std::string center;
  std::string end;
};

/// User text as part of a HeaderFooter: codes escaped, cut to 70 UTF-16 units (255 is Excel's limit
/// for all three parts).
[[nodiscard]] std::string header_text(std::string_view text);

struct TableColumn {
  std::string title;  // no two of a table are equal, in any case of letters
  StyleId style = StyleId::kDefault;
};

/// One sheet: a layout that is known at the end, and at most one stream of rows in the middle of
/// it. Layout calls come in any order before `Workbook::save`; texts are made safe for the file
/// here. The Workbook owns it; the same thread.
class Sheet {
 public:
  Sheet(const Sheet&) = delete;
  Sheet& operator=(const Sheet&) = delete;
  ~Sheet();

  /// As it stands in the file, which may not be what add_sheet was asked for.
  [[nodiscard]] const std::string& name() const { return name_; }

  /// Opens the rows from `first_row` on, columns from A. No layout cell may lie in the rows that
  /// are then pushed; what stands below them is placed when their number is known.
  RowWriter& stream(std::uint32_t first_row, std::vector<Column> columns);

  void text(Cell cell, std::string_view text, StyleId style);
  void number(Cell cell, double value, StyleId style);  // finite
  void formula(Cell cell, std::string_view formula, double cached, StyleId style);
  void formula(Cell cell, std::string_view formula, std::string_view cached, StyleId style);
  /// Leads to the first cell of the sheet of that name in the file, and shows the text of another
  /// cell of it, which is `text`. A formula does: LibreOffice draws a text that is a link itself
  /// over itself where it mixes directions.
  void link(Cell cell, const std::string& sheet, Cell named, std::string_view text, StyleId style);
  void blank(Cell cell, StyleId style);
  void merge(const Range& range, std::string_view text, StyleId style);

  /// `width` in digits of the Normal font, padding included, 255 at most; `style` is for the cells
  /// that a person adds later.
  void column(std::uint16_t first, std::uint16_t last, double width, StyleId style);
  void height(std::uint32_t row, double points);
  /// What lies above and before `cell` stays in sight.
  void freeze(Cell cell);
  /// `range` begins with the header row. A sheet has a filter or a table.
  void filter(const Range& range);
  /// `range` is the header row, whose titles are written here, and at least one row more. `name`
  /// is letters, digits and "_"; a later table of that name gets "_2", "_3" behind it.
  void table(const Range& range, const std::string& name, const std::vector<TableColumn>& columns);
  /// Where `formula` holds, written for the first cell of the range. An earlier rule goes before a
  /// later one.
  void add_conditional_style(const Range& range, const std::string& formula,
                             const ConditionalStyle& style);
  /// Fills every other row, by a rule that follows sorting; `formula` may narrow it down.
  void add_banding(const Range& range, Color color, const std::string& formula = {});
  /// Spares the reader the green corners on digits that are meant as text.
  void ignore_number_as_text(const Range& range);
  void hide_gridlines();
  /// Where a group's summary stands; below it without this.
  void set_summary_above();

  void print(const PrintSetup& setup);
  void repeat_rows(std::uint32_t first, std::uint32_t last);
  void header(const HeaderFooter& content);
  void footer(const HeaderFooter& content);
  /// At its own size times `scale`, `offset` pixels behind the cell's beginning; `description` is
  /// read out to those who cannot see it.
  void image(Cell cell, double offset, const Image& image, double scale,
             const std::string& description);
  void chart(Cell cell, const Chart& chart);

 private:
  friend class Workbook;
  Sheet(std::string name, Direction direction, lxw_worksheet* worksheet, WorkbookContext& context);
  /// Where the skeleton's rows stop and go on; called once, when all is known.
  void write_placeholder_rows();
  void reserve_cells(const Range& range);

  std::string name_;
  Direction direction_;
  lxw_worksheet* worksheet_;
  WorkbookContext& context_;
  std::unique_ptr<RowWriter> rows_;
  std::vector<Range> reserved_;        // what layout cells cover
  std::string number_as_text_ranges_;  // a blank between two
};

}  // namespace workbook
