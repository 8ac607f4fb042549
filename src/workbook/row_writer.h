#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "workbook/xml/cell.h"
#include "workbook/style.h"

namespace workbook {

struct WorkbookContext;

/// What a streamed column is made of.
struct Column {
  /// What its width is measured by: the caller knows it, the texts in it, or the widest number as
  /// `decimals` and `grouped` show it.
  enum class Width { kFixed, kText, kNumber };

  StyleId style = StyleId::kDefault;
  StyleId text_style = StyleId::kDefault;  // for a number that has to be written as text
  Width width = Width::kText;
  int decimals = 0;
  bool grouped = true;
  bool percent = false;  // shown times a hundred, with a sign behind it
};

/// What sets a row apart from the others.
struct RowFormat {
  int outline_level = 0;   // 0 to 7
  double height = 0;       // points; 0 is the sheet's own
  bool hidden = false;     // in a collapsed group
  bool collapsed = false;  // the row that a collapsed group leaves to see
  bool measured = true;    // its texts widen their columns
};

/// Cells that were not written as they were given, and where the first of them is.
struct CellIssue {
  std::uint64_t cells = 0;
  std::uint32_t first_row = 0;
};

/// What was found in one column.
struct ColumnIssues {
  CellIssue repaired;    // malformed UTF-8, control characters or bidi controls were taken out
  CellIssue truncated;   // longer than 32,767 UTF-16 units or 253 line feeds
  CellIssue not_finite;  // NaN or infinity, written as a blank
  CellIssue too_long;    // a number of more than 15 digits, written as text
  CellIssue unlinked;    // a link too long for Excel, or one too many, written as text
};

/// Where a link leads: an address of nothing but the characters of RFC 3986, up to its "#", and
/// what follows that.
struct LinkTarget {
  std::string_view address;
  std::string_view fragment;
};

/// The data rows of one sheet, pushed cell by cell in column order and compressed as they come, so
/// that memory does not grow with them: `begin_row()`, a cell for each column, `end_row()`. The
/// Sheet owns it; one thread.
class RowWriter {
 public:
  ~RowWriter();
  RowWriter(const RowWriter&) = delete;
  RowWriter& operator=(const RowWriter&) = delete;

  /// Throws base::Error at the sheet's last row (see `rows_left()`) and base::Canceled when the
  /// workbook's stop token asks for it (looked at every 1,024 rows).
  void begin_row(const RowFormat& format = {});
  /// The texts that cells of this row will be, unchanged until then: optional, so that looking for
  /// them does not wait for memory at each cell.
  struct UpcomingString {
    std::size_t column;
    std::string_view text;
  };
  void prefetch_strings(std::span<const UpcomingString> texts);
  void blank(StyleId style = StyleId::kOfColumn);
  void integer(std::int64_t value, StyleId style = StyleId::kOfColumn);
  /// `unscaled` / 10^`scale`, exactly; scale is 0 to 18. Money is its minor units.
  void decimal(std::int64_t unscaled, int scale, StyleId style = StyleId::kOfColumn);
  void number(double value, StyleId style = StyleId::kOfColumn);
  /// A number of more digits than a cell holds, as the text that it is.
  void number_as_text(std::string_view digits);
  /// A day of `excel_serial_date()`, and a time of that day.
  void date(std::int32_t serial, StyleId style = StyleId::kOfColumn);
  void date_time(std::int32_t serial, std::int32_t second_of_day,
                 StyleId style = StyleId::kOfColumn);
  /// Never read as a formula, whatever it begins with.
  void text(std::string_view text, StyleId style = StyleId::kOfColumn);
  /// A text that leads to `target`, in the column's own style; in its text style and without a link
  /// where the target is longer than Excel follows, or the sheet has all the links that it can
  /// have. Throws base::Error for a target with other characters than those of an address.
  void link(std::string_view text, const LinkTarget& target);
  /// `formula` without "=", from the program and never from data; `cached` is its value, which
  /// readers that do not calculate show.
  void formula(std::string_view formula, double cached, StyleId style = StyleId::kOfColumn);
  /// Columns that were not reached stay empty.
  void end_row();
  /// Nothing follows: gives back the memory that streaming takes. `save` does it for all.
  void close();

  [[nodiscard]] std::uint32_t size() const;
  /// The sheet's row that the next `begin_row()` starts; the current one between begin_row and
  /// end_row.
  [[nodiscard]] std::uint32_t row() const;
  /// How many rows still fit on the sheet.
  [[nodiscard]] std::uint32_t rows_left() const;
  /// The column's width so far, in digits of the Normal font, without padding; 0 for kFixed. At
  /// or above the workbook's `Options::max_measured_width` it is measured no further.
  [[nodiscard]] double width(std::size_t column) const;
  /// Where it was not known at the beginning how many decimals the column's numbers are shown with.
  void set_decimals(std::size_t column, int decimals);
  [[nodiscard]] const ColumnIssues& issues(std::size_t column) const;

 private:
  friend class Sheet;
  friend class Workbook;
  struct Encoder;
  RowWriter(WorkbookContext& context, std::uint32_t first_row, const std::vector<Column>& columns);

  std::unique_ptr<Encoder> encoder_;
};

}  // namespace workbook
