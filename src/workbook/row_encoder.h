#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string_view>
#include <vector>

#include "workbook/cell_xml.h"
#include "workbook/links.h"
#include "workbook/zip/compressed_part.h"
#include "workbook/row_writer.h"
#include "workbook/shared_strings.h"
#include "workbook/streamed_column.h"
#include "workbook/workbook_context.h"

namespace workbook {

/// The private state of RowWriter: its position on the sheet and the XML that it writes. RowWriter
/// owns it. Not thread-safe.
struct RowWriter::Encoder {
  Encoder(WorkbookContext& its_context, std::uint32_t first,
          const std::vector<Column>& its_columns);

  void begin_row(const RowFormat& format);
  void look_up(std::span<const UpcomingString> texts);
  [[nodiscard]] std::uint16_t* note(std::size_t its_column) const;
  void end_row();
  void close();

  /// The next cell, whose name and tag are written: its value goes to `at`, where there is room for
  /// a number and `extra` bytes.
  struct OpenCell {
    StreamedColumn& column;
    char* at;
  };
  [[nodiscard]] OpenCell open_cell(ShortXml CellXml::*tag, StyleId style, std::size_t extra = 0);
  void blank(StyleId style);
  void close_number(char* at);
  void text(std::string_view raw, const TextStyles& styles);
  void link(std::string_view shown, const LinkTarget& target);
  /// Writes a number as text, in the style that its column has for that.
  void number_as_text(std::string_view digits);
  void number_as_text(std::string_view digits, StyleId style);
  /// Counts the issue in the column of the next cell.
  void count_issue(CellIssue ColumnIssues::*issue);

  [[nodiscard]] std::uint32_t row() const { return first_row + size; }

  WorkbookContext& context;
  CompressedPart part;
  std::unique_ptr<Links> links;  // from the first link on
  std::uint32_t first_row;
  std::uint32_t size = 0;  // finished rows
  int outline_levels = 0;
  RowHeights heights;
  std::vector<StreamedColumn> columns;

 private:
  /// The column of the next cell.
  StreamedColumn& column() {
    if (!in_row_ || next_column_ == columns.size()) throw_misplaced_cell();
    return columns[next_column_];
  }
  [[noreturn]] static void throw_misplaced_cell();
  const CellXml& cell_xml(StyleId style);
  /// Null if the table is full.
  SharedStrings::String* find_or_add(StreamedColumn& its_column, std::string_view raw,
                                     std::uint32_t hash);
  void shared_text(SharedStrings::String& string, const TextStyles& styles);
  void inline_text(std::string_view raw, const TextStyles& styles);
  [[nodiscard]] bool may_widen(std::string_view text);
  void widen(double width);
  [[nodiscard]] std::string_view height_digits(double height);
  void count_issues(std::uint8_t flags);

  std::map<StyleId, CellXml> cell_xml_;
  bool in_row_ = false;
  bool is_measured_ = true;  // whether texts of the current row widen their columns
  bool is_closed_ = false;
  std::size_t next_column_ = 0;  // column of the next cell
  char row_digits_[8] = {};      // the row number, as cell names have it
  std::size_t row_digit_count_ = 0;
  double height_ = 0;  // of the last row that was not ordinary
  char height_digits_[32] = {};
  std::size_t height_digit_count_ = 0;
};

}  // namespace workbook
