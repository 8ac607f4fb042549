#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "report/style/theme.h"
#include "workbook/sheet.h"

namespace report {

/// The cells of one row from `first` to `last`.
struct CellSpan {
  std::uint32_t row;
  std::uint16_t first;
  std::uint16_t last;
};

/// The columns over which texts above and below the table extend: those of the first page, without
/// the ones that the pages beside it repeat, where a piece of the text would be.
struct TextArea {
  std::vector<double> widths;  // of all columns of the sheet, in digits
  std::uint16_t first;
  std::uint16_t last;

  [[nodiscard]] CellSpan in_row(std::uint32_t row) const { return {row, first, last}; }
  [[nodiscard]] double width() const;
};

/// The digits of a cell that its text leaves free.
inline constexpr double kCellMargin = 1;

/// The sum of the widths of a span.
[[nodiscard]] double width_of(const std::vector<double>& widths, const CellSpan& span);

/// The letters of a text, relative to those of the body.
struct Lettering {
  language::Weight weight = language::Weight::kRegular;
  double size = 1;
};
/// The width of a text in the unit of column widths, without padding.
[[nodiscard]] double width_of(const Theme& theme, std::string_view text,
                              const Lettering& lettering);

/// Breaks a text between words so that no line, unless it is one long word, is wider than `room`.
/// Line feeds stay.
[[nodiscard]] std::vector<std::string> break_lines(const Theme& theme, std::string_view text,
                                                   double room, const Lettering& lettering = {});

/// Centers one line of text over cells, which stay separate, so that rows and columns can still be
/// selected, sorted and read one by one.
void write_centered(workbook::Sheet& sheet, const Theme& theme, const CellSpan& span,
                    std::string_view text, workbook::StyleId style);
/// Wraps a text in cells, which are merged if there are several.
void write_wrapped(workbook::Sheet& sheet, const Theme& theme, const CellSpan& span,
                   std::string_view text, workbook::StyleId style);

}  // namespace report
