#pragma once

#include <string>
#include <string_view>

namespace language {

/// The greatest width of a text's widest line, in digits of the font: 0 for marks, 1 for lam-alef,
/// 2 for a final seen or sad, East Asian letters and emoji, and 1 for all else. Measured against
/// six Arabic typefaces; bold is a tenth wider. Never more than the text's bytes, so that a text
/// too short to be a column's widest need not be measured. The text is well-formed UTF-8.
/// Thread-safe.
[[nodiscard]] int display_width(std::string_view text);
/// The text, or its beginning with an ellipsis, at most `max_width` digits wide.
[[nodiscard]] std::string ellipsize(std::string_view text, int max_width);

}  // namespace language
