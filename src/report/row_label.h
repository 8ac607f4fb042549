#pragma once

#include <string>
#include <string_view>

#include "report/localized_report.h"
#include "source/result_rows.h"

namespace report {

/// What a row holds of a column, or of a column of the result, as a title says it: days and words
/// as a person would write them, numbers as their cells show them, and with all their digits.
[[nodiscard]] std::string row_label(const LocalizedReport& report, std::string_view name,
                                    const source::ResultRows& row);

}  // namespace report
