#pragma once

#include <cstdint>
#include <vector>

#include "workbook/sheet.h"

namespace report {

/// Of a row of one line, in points, in Excel; LibreOffice makes it 13.
inline constexpr double kRowHeight = 15;

/// How high what stands on a sheet is, in points.
struct Heights {
  double heading = 0;
  double header = 0;  // of the table, on each page
  double rows = 0;
  double totals_block = 0;
};

/// Pixels of a column so many digits wide, by those of Calibri 11, Excel's Normal font.
[[nodiscard]] double pixels(double digits);

/// The pages that a sheet of these columns has to be made to fit, so that its totals block does not
/// stand alone, or nearly, on the last one; 0 where it need not, or would get too small.
[[nodiscard]] std::uint16_t pages_to_fit(const workbook::PrintSetup& setup,
                                         const std::vector<double>& widths, const Heights& heights);

}  // namespace report
