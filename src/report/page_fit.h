#pragma once

#include <cstdint>
#include <vector>

#include "workbook/sheet.h"

namespace report {

/// The height of a row of one line, in points, in Excel; 13 in LibreOffice.
inline constexpr double kRowHeight = 15;

/// The heights of the parts of a sheet, in points.
struct Heights {
  double heading = 0;
  double header = 0;  // of the table, on each page
  double rows = 0;
  double totals_block = 0;
};

/// The pixels of a column that is `digits` digits wide in Calibri 11, Excel's Normal font.
[[nodiscard]] double pixels(double digits);

/// The number of pages that a sheet of these columns must be made to fit, so that its totals block
/// is not alone, or nearly, on the last one; 0 if it need not be or would become too small.
[[nodiscard]] std::uint16_t pages_to_fit(const workbook::PrintSetup& setup,
                                         const std::vector<double>& widths, const Heights& heights);

}  // namespace report
