#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "language/language.h"

namespace language {

// Functions of well-formed UTF-8 text (base::sanitize_utf8 makes a text well-formed). Thread-safe.

/// Unicode's normalization form C, which all output has.
[[nodiscard]] std::string nfc(std::string_view text);

/// Replaces Arabic-Indic and Persian digits and separators by western ones, so that typed numbers
/// and dates can be parsed.
[[nodiscard]] std::string to_latin_digits(std::string_view text);

/// Prose with Arabic-Indic digits and separators. A word with a Latin letter, or with a hyphen
/// between digits, is a code and stays as it is.
[[nodiscard]] std::string to_arabic_indic_digits(std::string_view text);

[[nodiscard]] bool has_arabic_indic_digits(std::string_view text);

/// The longest beginning of at most that many UTF-16 units (which Excel counts), or bytes, that
/// does not separate a letter from its marks. A longer letter is cut between its marks.
[[nodiscard]] std::string_view truncate_utf16(std::string_view text, std::size_t units);
[[nodiscard]] std::string_view truncate_utf8(std::string_view text, std::size_t bytes);

/// "a,b," becomes "a", "b" and "". The results are views of the text.
[[nodiscard]] std::vector<std::string_view> split(std::string_view text, char separator);

/// Whether the text has only invisible characters: spaces, controls, directional marks and the
/// like.
[[nodiscard]] bool is_invisible(std::string_view text);

[[nodiscard]] bool has_right_to_left(std::string_view text);

/// The direction of the first strong character (UAX #9, P2, without isolates, as
/// `ubidi_getBaseDirection` of ICU); kNone for a text of digits and punctuation alone.
enum class TextDirection { kNone, kLeftToRight, kRightToLeft };
[[nodiscard]] TextDirection text_direction(std::string_view text);

/// Whether readers of the language can read the text: it has letters of their script, or no letters
/// except Latin capitals, as a code ("IBAN") has.
[[nodiscard]] bool is_in_script_of(Language language, std::string_view text);

/// The text without U+202A-202E and U+2066-2069, which could change the order in which it is
/// displayed.
[[nodiscard]] std::string without_bidi_controls(std::string_view text);

/// The text between U+200E marks, so that a number or a Latin name keeps its order in Arabic prose.
[[nodiscard]] std::string with_left_to_right_marks(std::string_view text);

/// The text as a part of prose in `language`: it keeps its order, whatever letters it has, and what
/// follows it continues in that of the language. A text that begins with a mark is such a part
/// already. Bidi controls are removed, except for embeddings that are such parts. Not for cells of
/// data.
[[nodiscard]] std::string in_prose(Language language, std::string_view text);

}  // namespace language
