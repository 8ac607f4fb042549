#pragma once

#include <cstdint>
#include <map>
#include <string_view>
#include <vector>

#include "workbook/cell_tags.h"
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
  void end();

  /// The next cell, its name written: its tag follows at `at`, then its value, with room for a
  /// number and `more` bytes.
  struct OpenCell {
    StreamedColumn& column;
    const CellTags& tags;
    bool has_style;
    char* at;
  };
  [[nodiscard]] OpenCell open(StyleId style, std::size_t more);
  void close_number(char* at);
  void text(std::string_view raw, StyleId style);
  /// A number as text, in the style that its column has for that.
  void long_number(std::string_view digits);
  /// In the column of the next cell.
  void note(Finding Findings::*finding);

  [[nodiscard]] std::uint32_t row() const { return first_row + size; }

  Workshop& shop;
  PackedPart part;
  std::uint32_t first_row;
  std::uint32_t size = 0;  // finished rows
  int outline_levels = 0;
  std::vector<StreamedColumn> columns;

 private:
  StreamedColumn& column();
  const CellTags& tags(StyleId style);
  void shared_text(SharedStrings::String& string, StyleId style);
  void inline_text(std::string_view raw, StyleId style);
  [[nodiscard]] bool may_widen(std::string_view text);
  void widen(double width);
  void note_flags(std::uint8_t flags);

  std::map<StyleId, CellTags> tags_;
  bool in_row_ = false;
  std::size_t next_ = 0;  // column of the next cell
  char digits_[8] = {};   // the row's number as A1 names have it
  std::size_t digit_count_ = 0;
};

}  // namespace workbook
