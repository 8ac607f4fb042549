#pragma once

#include <cstddef>
#include <string_view>

namespace base {

// Controls of UAX #9, which change the order in which text is displayed. Thread-safe.

/// U+202A-202E and U+2066-2069: embeddings, overrides and isolates.
[[nodiscard]] constexpr bool is_bidi_control(char32_t c) {
  return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

/// The bytes of the character at the start of a text, if it is a control (C0, DEL, C1), a bidi
/// control or mark (U+061C, U+200E, U+200F among them) or a line separator; 0: another one. Such a
/// character changes how the text around it is shown.
[[nodiscard]] std::size_t control_length(std::string_view text);

/// Whether a text has a control character, a bidi control or a line separator. Marks, which change
/// nothing after themselves, are none.
[[nodiscard]] bool has_control(std::string_view text);

/// The bytes of the embedding at the start of a text, in the form that prose has around a name of
/// the other direction: a mark, U+202A or U+202B, text without other controls, U+202C, the same
/// mark. 0: none.
[[nodiscard]] std::size_t embedding_length(std::string_view text);

}  // namespace base
