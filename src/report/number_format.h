#pragma once

#include <string>

#include "language/language.h"
#include "model/column.h"

namespace report {

/// Digits behind the point that a column shows at the least.
[[nodiscard]] int decimals_of(const model::Column& column);

/// Excel's number format of a column's values; "@" (text) for what is no number or date. Negative
/// amounts stand in parentheses, zero is a dash; dates show western digits in every viewer.
[[nodiscard]] std::string number_format(const model::Column& column, language::Language language);

/// The same for the column's total: a count is a whole number whatever is counted.
[[nodiscard]] std::string total_format(const model::Column& column, language::Language language);

}  // namespace report
