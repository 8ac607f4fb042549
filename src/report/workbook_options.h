#pragma once

#include <stop_token>

#include "model/report_spec.h"
#include "report/report.h"
#include "workbook/workbook.h"

namespace report {

/// The options of a report's workbook: fonts, properties, limits.
[[nodiscard]] workbook::Options workbook_options(const model::ReportSpec& spec,
                                                 const RenderContext& context,
                                                 const std::stop_token& stop);

}  // namespace report
