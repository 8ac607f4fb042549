#pragma once

#include <string>
#include <string_view>

namespace language {

/// How many digits wide a text is at most, its widest line counted: marks nothing, lam-alef one, a
/// final seen or sad two, East Asian letters and emoji two, all else one. Measured against six
/// Arabic faces; bold is a tenth wider. Never more than the text's bytes, so that what cannot be
/// the widest of a column need not be measured. The text is well-formed UTF-8. Any thread.
[[nodiscard]] int display_width(std::string_view text);
/// The text, or as much of it as is `max_width` digits wide with an ellipsis behind it.
[[nodiscard]] std::string ellipsize(std::string_view text, int max_width);

}  // namespace language
