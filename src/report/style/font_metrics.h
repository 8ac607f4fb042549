#pragma once

#include <string_view>

#include "language/display_width.h"

namespace report {

/// Points that one line of the report's body takes in an ordinary Arabic typeface.
inline constexpr double kLineHeight = 13.5;

/// The line height of a typeface relative to kLineHeight: typefaces with room for vowel marks have
/// taller lines.
[[nodiscard]] double line_height_factor(std::string_view font);

/// The unit of column widths is a digit of Arial in Excel, 7 pixels; one of its outline, as
/// LibreOffice and printers draw it, is this many of them.
inline constexpr double kColumnUnitsPerDigit = 7.416 / 7;

/// The width of a text in the unit of column widths.
[[nodiscard]] double text_width(std::string_view text, language::Weight weight,
                                language::Typeface typeface);

}  // namespace report
