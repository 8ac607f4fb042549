#pragma once

#include <cmath>
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

#include "workbook/cell_xml.h"
#include "workbook/row_writer.h"
#include "workbook/shared_strings.h"

namespace workbook {

struct WorkbookContext;

/// The number of one style in one column that needs the most width, as far as its magnitude tells.
class WidestNumber {
 public:
  /// The magnitude of a number: `whole` + `fraction` / `unit`.
  struct Magnitude {
    std::uint64_t whole;
    std::uint64_t fraction = 0;
    std::uint64_t unit = 1;
  };
  void add(const Magnitude& magnitude, bool is_negative) {
    has_negative_ |= is_negative;
    if (magnitude.whole < whole_) return;  // nearly always
    whole_ = magnitude.whole;
    raise(static_cast<double>(whole_) +
          static_cast<double>(magnitude.fraction) / static_cast<double>(magnitude.unit));
  }
  void add(double value) {
    has_negative_ |= value < 0;
    raise(std::abs(value));
  }
  /// In the formats of that style, which may have changed since.
  [[nodiscard]] double width(const WorkbookContext& context, StyleId style) const;

 private:
  void raise(double magnitude) {
    if (magnitude > largest_) largest_ = magnitude;
  }

  std::uint64_t whole_ = 0;
  double largest_ = -1;  // before the first
  bool has_negative_ = false;
};

/// The state of one column while RowWriter writes it.
struct StreamedColumn {
  StreamedColumn(const Column& column, std::uint16_t index, const CellXml& its_xml,
                 const CellXml& its_text_xml);

  /// Counts a text; a column whose texts are mostly new stops sharing them.
  void count_text(bool is_new);
  /// The widest of the numbers in that style.
  [[nodiscard]] WidestNumber& widest(StyleId style) {
    return style == StyleId::kOfColumn ? widest_number : widest_of_other(style);
  }
  [[nodiscard]] WidestNumber& widest_of_other(StyleId style);
  [[nodiscard]] double width(const WorkbookContext& context) const;

  /// A text that was looked up before its cell.
  struct UpcomingString {
    std::string_view raw;
    std::uint32_t hash;
    SharedStrings::String* string;  // null if it is not shared
  };

  Column column;
  ShortXml name;  // <c r="AB
  const CellXml* xml;
  const CellXml* text_xml;  // of its text style
  double widest_text = 0;
  WidestNumber widest_number;                                    // in the style of the column
  std::vector<std::pair<StyleId, WidestNumber>> widest_numbers;  // in others
  bool shares_texts = true;
  std::uint32_t texts = 0;  // in the current window
  std::uint32_t new_texts = 0;
  UpcomingString upcoming = {};
  ColumnIssues issues;
};

}  // namespace workbook
