#pragma once

#include <string>
#include <string_view>

#include "report/localized_report.h"
#include "source/result_rows.h"

namespace report {

/// The value of a column, or of a column of the query result, in a row, as titles show it: dates
/// and labels in the form that people write, numbers as their cells show them, with their currency.
[[nodiscard]] std::string row_label(const LocalizedReport& report, std::string_view name,
                                    const source::ResultRows& row);

}  // namespace report
