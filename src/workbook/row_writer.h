#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "workbook/row_heights.h"
#include "workbook/xml/cell.h"
#include "workbook/style.h"

namespace workbook {

struct WorkbookContext;

/// The properties of a streamed column.
struct Column {
  StyleId style = StyleId::kDefault;
  StyleId text_style = StyleId::kDefault;  // for a number that has to be written as text, and for
                                           // a text that Excel could take for a value
  bool measured = true;                    // whether its cells set its width
};

/// How a row differs from the others.
struct RowFormat {
  int outline_level = 0;   // 0 to 7
  double height = 0;       // points; 0 is the sheet's own
  bool hidden = false;     // in a collapsed group
  bool collapsed = false;  // the summary row of a collapsed group, which stays visible
  bool measured = true;    // its texts widen their columns
  KeepWith keep = KeepWith::kNone;
};

/// Cells that were not written as given, and the row of the first one.
struct CellIssue {
  std::uint64_t cells = 0;
  std::uint32_t first_row = 0;
};

/// The issues of one column.
struct ColumnIssues {
  CellIssue repaired;    // malformed UTF-8, control characters or bidi controls were removed
  CellIssue truncated;   // longer than 32,767 UTF-16 units or 253 line feeds
  CellIssue not_finite;  // NaN or infinity, written as a blank
  CellIssue too_long;    // a number of more than 15 digits, written as text
  CellIssue unlinked;    // a link too long or beyond the sheet's limit, written as text
};

/// The target of a link: `address` has only the characters that RFC 3986 allows and no "#";
/// `fragment` is what follows the "#".
struct LinkTarget {
  std::string_view address;
  std::string_view fragment;
};

/// The data rows of one sheet, written cell by cell in column order (`begin_row()`, a cell for each
/// column, `end_row()`) and compressed as they come, so that memory use does not grow with the
/// number of rows. The Sheet owns it. Not thread-safe.
class RowWriter {
 public:
  ~RowWriter();
  RowWriter(const RowWriter&) = delete;
  RowWriter& operator=(const RowWriter&) = delete;

  /// The text of a cell of the next row, not empty, which must not change until that cell is
  /// written: with the same bytes at the same address.
  struct UpcomingString {
    std::size_t column;
    std::string_view text;
  };
  /// Optional, before begin_row(): looks up the shared texts of a row together, so that not each
  /// cell waits for memory.
  void look_up(std::span<const UpcomingString> texts);
  /// A number that the caller keeps with the text that was looked up for a column: the same for all
  /// cells with that text, 0 at first. Null if the text is not shared.
  [[nodiscard]] std::uint16_t* note(std::size_t column);
  /// Throws base::Error when the sheet is full (see `rows_left()`) and base::Canceled when the
  /// workbook's stop token requests it (checked every 1,024 rows).
  void begin_row(const RowFormat& format = {});
  void blank(StyleId style = StyleId::kOfColumn);
  void integer(std::int64_t value, StyleId style = StyleId::kOfColumn);
  /// `unscaled` / 10^`scale`, exactly; scale is 0 to 18. For money, `unscaled` is minor units.
  void decimal(std::int64_t unscaled, int scale, StyleId style = StyleId::kOfColumn);
  void number(double value, StyleId style = StyleId::kOfColumn);
  /// Writes a text cell for a number with more digits than a cell keeps.
  void number_as_text(std::string_view digits, StyleId style);
  /// `serial` is from `excel_serial_date()`; `second_of_day` is a time of that day.
  void date(std::int32_t serial, StyleId style = StyleId::kOfColumn);
  void date_time(std::int32_t serial, std::int32_t second_of_day,
                 StyleId style = StyleId::kOfColumn);
  /// Never interpreted as a formula, whatever it begins with.
  void text(std::string_view text, StyleId style = StyleId::kOfColumn);
  void text(std::string_view text, const TextStyles& styles);
  /// Writes `text` as a link to `target`, in the style of the column. Where the target is too long
  /// for Excel or the sheet has reached its limit of links, writes plain text in the text style of
  /// the column. Throws base::Error for a target with characters that no address may have.
  void link(std::string_view text, const LinkTarget& target);
  /// `formula` has no "=" and comes from the program, never from data; `cached` is its value, for
  /// readers that do not calculate.
  void formula(std::string_view formula, double cached, StyleId style = StyleId::kOfColumn);
  /// Columns that got no cell stay empty.
  void end_row();
  /// Ends the stream and frees its memory; no row may follow. `Workbook::save` closes all streams.
  void close();

  [[nodiscard]] std::uint32_t size() const;
  /// The row (from 0) that the next `begin_row()` starts; inside a row, the current one.
  [[nodiscard]] std::uint32_t row() const;
  /// How many rows still fit on the sheet.
  [[nodiscard]] std::uint32_t rows_left() const;
  /// The width that the column's texts, and its numbers in their present formats, need so far:
  /// without padding, 0 if it is not measured. Texts are no longer measured once it reaches the
  /// workbook's `Options::max_measured_width`.
  [[nodiscard]] double width(std::size_t column) const;
  [[nodiscard]] const ColumnIssues& issues(std::size_t column) const;
  [[nodiscard]] const RowHeights& heights() const;

 private:
  friend class Sheet;
  friend class Workbook;
  struct Encoder;
  RowWriter(WorkbookContext& context, std::uint32_t first_row, const std::vector<Column>& columns);

  std::unique_ptr<Encoder> encoder_;
};

}  // namespace workbook
