#pragma once

#include <cstddef>
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

enum class Paper : std::uint8_t { kA4, kA3 };

struct PrintSetup {
  Paper paper = Paper::kA4;
  bool landscape = false;
  /// Percent, 10 to 400. 0: as large as the pages allow, at most 100.
  std::uint16_t scale = 0;
  std::uint16_t pages_wide = 1;
  std::uint16_t pages_tall = 0;  // 0: as many as are needed
  /// Rows and columns (from 0) that begin a page, in order, 1,023 of each at most. Excel lets
  /// `pages_wide` override them, LibreOffice does not: they need a scale.
  std::vector<std::uint32_t> row_breaks = {};
  std::vector<std::uint16_t> column_breaks = {};
  bool starts_at_page_1 = true;  // whatever sheet is printed before
  bool is_centered = true;
  double side_margin = 0.4;  // inches
  double top_margin = 0.5;
  double bottom_margin = 0.65;
};

/// A header or footer, in Excel's codes ("&P / &N"); user text must pass through `header_text()`
/// first. `start` is the side where the sheet's direction begins.
struct HeaderFooter {
  std::string start;
  std::string center;
  std::string end;
};

/// Prepares user text for a HeaderFooter: escapes codes. `line` is a single_line_escaped() text;
/// throws where it has characters that a cell may not hold.
[[nodiscard]] std::string header_text(std::string_view line);

/// Whether a sheet's first page has the header of the others.
enum class FirstPage : std::uint8_t { kWithHeader, kWithoutHeader };

struct TableColumn {
  std::string title;  // unique in its table, ignoring case
  StyleId style = StyleId::kDefault;
};

/// One sheet, owned by the Workbook: layout cells, and at most one stream of rows between them.
/// Layout calls may come in any order before `Workbook::save`; texts are sanitized here. Not
/// thread-safe.
class Sheet {
 public:
  Sheet(const Sheet&) = delete;
  Sheet& operator=(const Sheet&) = delete;
  ~Sheet();

  /// The name in the file, which may differ from the one passed to add_sheet.
  [[nodiscard]] const std::string& name() const { return name_; }

  /// Opens a stream of rows from `first_row` on, with columns from A. No layout cell may lie in the
  /// rows that are then written; layout below them is added when their number is known.
  RowWriter& stream(std::uint32_t first_row, std::vector<Column> columns);

  void text(Cell cell, std::string_view text, StyleId style);
  void text(Cell cell, std::string_view text, const TextStyles& styles);
  void number(Cell cell, double value, StyleId style);  // finite
  void formula(Cell cell, std::string_view formula, double cached, StyleId style);
  void formula(Cell cell, std::string_view formula, std::string_view cached, StyleId style);
  /// Links to the first cell of the sheet named `sheet` and shows the text of that sheet's cell
  /// `named`, which is `text`. The cell is a formula, because LibreOffice draws linked text of
  /// mixed direction over itself.
  void link(Cell cell, const std::string& sheet, Cell named, std::string_view text, StyleId style);
  /// Links to the first cell of the sheet named `sheet`; `text` is of one direction.
  void link(Cell cell, const std::string& sheet, std::string_view text, StyleId style);
  void blank(Cell cell, StyleId style);
  void merge(const Range& range, std::string_view text, StyleId style);
  /// Merges cells of a streamed row: the first may have a text, the others are blank. False, and
  /// nothing is merged, where the sheet has 10,000 such ranges already.
  bool merge_streamed(const Range& range);

  /// `width` is in digits of the Normal font, including padding, at most 255; `style` applies to
  /// cells that a user adds later.
  void column(std::uint16_t first, std::uint16_t last, double width, StyleId style);
  void height(std::uint32_t row, double points);
  /// Keeps what is above and before `cell` visible while scrolling.
  void freeze(Cell cell);
  /// `range` begins with the header row. A sheet has either a filter or a table.
  void filter(const Range& range);
  /// `range` is the header row, whose titles are written here, and at least one more row. `name`
  /// consists of letters, digits and "_"; a later table of the same name gets the suffix "_2", "_3"
  /// and so on.
  void table(const Range& range, const std::string& name, const std::vector<TableColumn>& columns);
  /// Applies the style where `formula` is true; the formula is written for the first cell of the
  /// range. Earlier rules have priority over later ones.
  void add_conditional_style(const Range& range, const std::string& formula,
                             const ConditionalStyle& style);
  /// Fills every other row, by a rule that still holds after sorting; `formula` may restrict it.
  void add_banding(const Range& range, Color color, const std::string& formula = {});
  /// Suppresses Excel's green corner warning for digits that are meant as text.
  void ignore_number_as_text(const Range& range);
  /// Tells screen readers that the first row of the range has the titles of its columns, as a table
  /// does by itself.
  void mark_header(const Range& range) { headed_ranges_.push_back(range); }
  void hide_gridlines();
  /// Places the summary row of each group above its rows; the default is below.
  void set_summary_above();

  void print(const PrintSetup& setup);
  /// On each page.
  void repeat_rows(std::uint32_t first, std::uint32_t last);
  void repeat_columns(std::uint16_t first, std::uint16_t last);
  /// The first `rows` rows are not printed.
  void skip_in_print(std::uint32_t rows) { unprinted_rows_ = rows; }
  /// On each page, the first perhaps excepted.
  void header(const HeaderFooter& content, FirstPage first_page = FirstPage::kWithoutHeader);
  void footer(const HeaderFooter& content);
  /// Places the image at its own size times `scale`, `offset` pixels from the start of the cell. It
  /// is marked as decorative: screen readers pass over it.
  void image(Cell cell, double offset, const Image& image, double scale);
  void chart(Cell cell, const Chart& chart);

 private:
  friend class Workbook;
  Sheet(std::string name, Direction direction, int rank, lxw_worksheet* worksheet,
        WorkbookContext& context);
  /// Writes placeholders for the first and the last streamed row into the skeleton; called once,
  /// when the number of rows is final.
  void write_placeholder_rows();
  /// Likewise; call after it.
  void set_print_area();
  void set_page_breaks(const PrintSetup& setup);
  void reserve_cells(const Range& range);

  std::string name_;
  Direction direction_;
  int rank_;
  lxw_worksheet* worksheet_;
  WorkbookContext& context_;
  std::unique_ptr<RowWriter> rows_;
  FirstPage first_page_ = FirstPage::kWithoutHeader;
  std::uint32_t unprinted_rows_ = 0;
  std::size_t charts_ = 0;
  std::vector<Range> reserved_;        // the ranges that layout cells cover
  std::string number_as_text_ranges_;  // separated by spaces
  std::vector<Range> headed_ranges_;
};

}  // namespace workbook
