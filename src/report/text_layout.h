#pragma once

#include <string_view>

namespace report {

/// Digits that the widest column has.
inline constexpr int kMaxColumnWidth = 60;

/// Whether a text, which is not empty, is to be read from the other side than the sheet.
[[nodiscard]] bool is_opposite_direction(std::string_view text, bool is_right_to_left);
/// Whether a string may take several lines of that: true for all that do, and for some that fill
/// one.
[[nodiscard]] bool may_need_lines(std::string_view text);

}  // namespace report
