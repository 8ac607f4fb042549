#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "source/sql/value_reader.h"

namespace report {

// Numbers in prose, as cells show them, in western digits and without direction marks.

/// "(1,234.50)": `number` has at most `decimals` decimals; `unit` follows the digits.
[[nodiscard]] std::string format_amount(source::Number number, int decimals, bool is_grouped,
                                        std::string_view unit = {});
/// "1:30:00", or "01:30:00" if `is_padded`; a negative one is in parentheses.
[[nodiscard]] std::string format_clock(std::int64_t seconds, bool is_padded);
/// "-0:01:30.5", of a negative number, with all its digits.
[[nodiscard]] std::string format_negative_duration(source::Number seconds);

}  // namespace report
