#pragma once

#include <optional>
#include <string>

#include "model/definition/column.h"
#include "report/report_text.h"

namespace report {

/// Excel's formula for a highlight of a column, for the cell `cell` ("G5"); absent if it compares
/// with a value that no cell can hold.
[[nodiscard]] std::optional<std::string> highlight_rule(const model::Column& column,
                                                        const model::Highlight& highlight,
                                                        const ReportText& words,
                                                        const std::string& cell);

}  // namespace report
