#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "workbook/sheet.h"

namespace report {

/// The height of a row of one line, in points, in Excel; 13 in LibreOffice.
inline constexpr double kRowHeight = 15;
inline constexpr double kMaxRowHeight = 409;  // Excel's limit, in points

/// The heights of the parts of a sheet, in points.
struct Heights {
  double heading = 0;
  double header = 0;  // of the table, on each page
  double rows = 0;
  double totals_block = 0;
};

/// The pixels of a column that is `digits` digits wide in the report's font, in
/// which Excel counts widths.
[[nodiscard]] double pixels(double digits);

/// The width of columns on paper at full size, in points: printers and LibreOffice draw a digit as
/// wide as its outline, which is more than Excel's 7 pixels on the screen.
[[nodiscard]] double points(std::span<const double> widths);

/// The part of a page inside its margins, in points.
struct PrintArea {
  double width;
  double height;
};
[[nodiscard]] PrintArea print_area(const workbook::PrintSetup& setup);

/// The smallest scale to which a report shrinks by itself: its text of 10 points has 7 then.
inline constexpr double kMinScale = 0.7;
/// The height of rows above a totals block that are at least on its page.
inline constexpr double kMinRowsAbove = 5 * kRowHeight;
/// The share of a page that is left free, since viewers differ by as much.
inline constexpr double kSpareShare = 0.05;

/// The number of pages that a sheet must be made to fit, so that its totals block is not alone, or
/// nearly, on the last one, and the scale at which it does; 0 pages if it need not be or would
/// become too small. `scale` is the one at which its columns fit the width of a page.
struct PagesTall {
  std::uint16_t pages;
  double scale;
};
[[nodiscard]] PagesTall pages_to_fit(const workbook::PrintSetup& setup, double scale,
                                     const Heights& heights);

}  // namespace report
