#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "model/definition/column.h"
#include "report/localized_report.h"
#include "report/style/number_format.h"
#include "source/result_rows.h"
#include "source/sql/value_reader.h"

namespace report {

/// The unit of a column's number in the current row, without a symbol.
[[nodiscard]] Unit unit_for(const LocalizedReport& report, const model::Column& column,
                            const source::ResultRows& row);

/// The significant digits that a cell keeps of a number.
inline constexpr std::size_t kCellDigits = 15;
/// Whether a cell holds the number, exactly or except for digits that no format shows; otherwise it
/// is written as text.
[[nodiscard]] bool fits_in_cell(const source::Number& number, const Unit& unit);

/// The text of a number that does not fit.
[[nodiscard]] std::string long_number_text(const source::Cell& cell, const source::Number& number);

inline constexpr double kSecondsPerDay = 86'400;
inline constexpr double kExcelDayLimit = 2'958'466;  // the end of 9999; Excel shows no times beyond

/// The number of the current row; absent if its cell is empty or a text.
[[nodiscard]] std::optional<source::Number> read_cell_number(const Unit& unit,
                                                             const source::ResultRows& row,
                                                             std::size_t place);

}  // namespace report
