#pragma once

#include <cstdint>
#include <vector>

#include "report/localized_report.h"
#include "report/style/layout_text.h"
#include "workbook/sheet.h"

namespace report {

/// Writes the signature lines of a report from `row` on, over these columns: side by side, or below
/// each other where columns are few or narrow. A line is a text of dots, so that all have the same
/// length whatever the columns. Returns the height in points.
double write_signatures(const LocalizedReport& report, workbook::Sheet& sheet, std::uint32_t row,
                        const TextArea& area);

}  // namespace report
