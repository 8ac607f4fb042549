#pragma once

#include <string_view>

namespace report {

/// Points that one line of the report's body takes in an ordinary Arabic typeface.
inline constexpr double kLineHeight = 13.5;

/// The line height of a typeface relative to kLineHeight: typefaces with room for vowel marks have
/// taller lines.
[[nodiscard]] double line_height_factor(std::string_view font);

}  // namespace report
