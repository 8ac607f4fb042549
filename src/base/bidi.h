#pragma once

#include <cstddef>
#include <string_view>

namespace base {

// Controls of UAX #9, which change the order in which text is displayed. Thread-safe.

/// U+202A-202E and U+2066-2069: embeddings, overrides and isolates.
[[nodiscard]] constexpr bool is_bidi_control(char32_t c) {
  return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

/// The bytes of the embedding at the start of a text, in the form that prose has around a name of
/// the other direction: a mark, U+202A or U+202B, text without other controls, U+202C, the same
/// mark. 0: none.
[[nodiscard]] std::size_t embedding_length(std::string_view text);

}  // namespace base
