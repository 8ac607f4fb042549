#pragma once

#include <cstdint>
#include <string_view>

#include "workbook/cell_xml.h"
#include "workbook/row_writer.h"

namespace workbook {

/// The state of one column while RowWriter writes it.
struct StreamedColumn {
  StreamedColumn(const Column& column, std::uint16_t index, const CellXml& its_xml);

  /// Counts a text; a column whose texts are mostly new stops sharing them.
  void count_text(bool is_new);
  /// Observes a number by its digits before the decimal point.
  void observe_number(std::uint64_t whole, bool is_negative) {
    if (whole > widest_whole) widest_whole = whole;
    has_negative |= is_negative;
  }
  [[nodiscard]] double width() const;

  /// A text whose hash is known before its cell.
  struct PrefetchedString {
    std::string_view raw;
    std::uint32_t hash;
  };

  Column column;
  ShortXml name;  // <c r="AB
  const CellXml* xml;
  double widest_text = 0;
  std::uint64_t widest_whole = 0;
  bool has_negative = false;
  bool shares_texts = true;
  std::uint32_t texts = 0;  // in the current window
  std::uint32_t new_texts = 0;
  PrefetchedString prefetched = {};
  ColumnIssues issues;
};

}  // namespace workbook
