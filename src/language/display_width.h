#pragma once

#include <cstdint>
#include <string_view>

namespace language {

enum class Weight : std::uint8_t { kRegular, kBold };
/// Typefaces by what is known of their letters: those of Arial are measured.
enum class Typeface : std::uint8_t { kArial, kOther };

/// kArial for Arial and those of the same widths: Liberation Sans, Helvetica, Arimo.
[[nodiscard]] Typeface typeface_of(std::string_view font);

/// The most digits of Arial that any character is wide, and so any byte of a text.
inline constexpr double kWidestLetter = 1.83;

/// The greatest width of a text's widest line, in digits of the font. Latin letters and punctuation
/// are as wide as Arial's, or at least one digit in an unknown typeface; Arabic letters are as
/// wide, by how they join, as those of the widest common typeface. Of others, marks are 0, East
/// Asian letters and emoji 2, and all else 1, a tenth wider in bold. The text is well-formed UTF-8.
/// Thread-safe.
[[nodiscard]] double display_width(std::string_view text, Weight weight = Weight::kRegular,
                                   Typeface typeface = Typeface::kArial);
/// An upper bound of it for regular text in any typeface, at a fraction of its cost.
[[nodiscard]] double max_display_width(std::string_view text);

/// How a text breaks at blanks and line feeds.
struct Wrapping {
  int lines;      // never too few
  double widest;  // of its lines where only line feeds break it, in digits
};
/// The lines of a regular text in a column of `max_width` digits, where words that are not longer
/// stay whole. Bytes that are not UTF-8 count as one digit each. Thread-safe.
[[nodiscard]] Wrapping wrap(std::string_view text, double max_width, Typeface typeface);

}  // namespace language
