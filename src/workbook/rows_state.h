#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string_view>
#include <vector>

#include "workbook/cell_tags.h"
#include "workbook/links.h"
#include "workbook/packed_part.h"
#include "workbook/rows.h"
#include "workbook/shared_strings.h"
#include "workbook/streamed_column.h"
#include "workbook/workshop.h"

namespace workbook {

/// The inside of Rows: where it is, and what it writes to.
struct Rows::State {
  State(Workshop& workshop, std::uint32_t first, const std::vector<Column>& its_columns);

  void begin(const RowLook& look);
  void expect(std::span<const Expected> texts);
  void end();
  void close();

  /// The next cell, its name and tag written: its value follows at `at`, with room for a number and
  /// `more` bytes.
  struct OpenCell {
    StreamedColumn& column;
    char* at;
  };
  [[nodiscard]] OpenCell open(Snippet CellTags::*tag, StyleId style, std::size_t more = 0);
  void blank(StyleId style);
  void close_number(char* at);
  void text(std::string_view raw, StyleId style);
  void link(std::string_view shown, const LinkTarget& target);
  /// A number as text, in the style that its column has for that.
  void long_number(std::string_view digits);
  /// In the column of the next cell.
  void note(Finding Findings::*finding);

  [[nodiscard]] std::uint32_t row() const { return first_row + size; }

  Workshop& shop;
  PackedPart part;
  std::unique_ptr<Links> links;  // from the first link on
  std::uint32_t first_row;
  std::uint32_t size = 0;  // finished rows
  int outline_levels = 0;
  std::vector<StreamedColumn> columns;

 private:
  /// Of the next cell.
  StreamedColumn& column() {
    if (!in_row_ || next_ == columns.size()) refuse_cell();
    return columns[next_];
  }
  [[noreturn]] static void refuse_cell();
  const CellTags& tags(StyleId style);
  void shared_text(SharedStrings::String& string, StyleId style);
  void inline_text(std::string_view raw, StyleId style);
  [[nodiscard]] bool may_widen(std::string_view text);
  void widen(double width);
  void note_flags(std::uint8_t flags);

  std::map<StyleId, CellTags> tags_;
  bool in_row_ = false;
  bool is_measured_ = true;  // the current row
  bool is_closed_ = false;
  std::size_t next_ = 0;  // column of the next cell
  char digits_[8] = {};   // the row's number as A1 names have it
  std::size_t digit_count_ = 0;
};

}  // namespace workbook
