#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "language/language.h"

namespace language {

// Texts are well-formed UTF-8 (base::repaired_utf8 makes them so). Any thread.

/// Normalization form C, in which everything shown is written.
[[nodiscard]] std::string nfc(std::string_view text);

/// Arabic-Indic and Persian digits and separators as the western ones: what people type into a
/// number or a date, ready to be read by a machine.
[[nodiscard]] std::string to_latin_digits(std::string_view text);

/// Prose with Arabic-Indic digits and their separators; a word that has a Latin letter, or a hyphen
/// between digits, stays as it is, since it is a code.
[[nodiscard]] std::string to_arabic_indic_digits(std::string_view text);

[[nodiscard]] bool has_arabic_indic_digits(std::string_view text);

/// The longest beginning of at most so many UTF-16 units (in which Excel counts), or bytes, that
/// tears no letter from its marks; a letter longer than that is cut between its marks.
[[nodiscard]] std::string_view truncate_utf16(std::string_view text, std::size_t units);
[[nodiscard]] std::string_view truncate_utf8(std::string_view text, std::size_t bytes);

/// "a", "b" and "" of "a,b,": views of the text.
[[nodiscard]] std::vector<std::string_view> split(std::string_view text, char separator);

/// Nothing of it is seen: blanks, controls, marks of direction and the like.
[[nodiscard]] bool is_invisible(std::string_view text);

[[nodiscard]] bool has_right_to_left(std::string_view text);

/// Whether readers of a language can read its letters: it has some of their script, or none but
/// capitals, as a code ("IBAN") has them.
[[nodiscard]] bool is_in_script_of(Language language, std::string_view text);

/// Without U+202A-202E and U+2066-2069, by which a text could show other than it reads.
[[nodiscard]] std::string without_bidi_controls(std::string_view text);

/// Between U+200E marks, so that a number or a Latin name keeps its order in Arabic prose. Never
/// for the cells of data.
[[nodiscard]] std::string with_left_to_right_marks(std::string_view text);

}  // namespace language
