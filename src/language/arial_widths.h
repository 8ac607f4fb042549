#pragma once

#include <array>
#include <cstdint>

namespace language {

/// How far the letters of Arial advance, in 1/2048 of the font's size.
struct ArialWidths {
  static constexpr std::uint16_t kDigit = 1139;
  static constexpr char32_t kLatinEnd = 0x180;

  /// U+0000 to U+017F; controls are as wide as a digit.
  std::array<std::uint16_t, kLatinEnd> latin;
  /// U+2010 to U+2026.
  std::array<std::uint16_t, 23> punctuation;

  /// The width of a character; 0 if it is not in the tables.
  [[nodiscard]] constexpr std::uint16_t of(char32_t c) const {
    constexpr char32_t kFirstPunctuation = 0x2010;
    constexpr char32_t kEuroSign = 0x20AC;
    if (c < kLatinEnd) return latin[c];
    if (c >= kFirstPunctuation && c - kFirstPunctuation < punctuation.size()) {
      return punctuation[c - kFirstPunctuation];
    }
    return c == kEuroSign ? kDigit : 0;
  }
};

extern const ArialWidths kArialRegular;
extern const ArialWidths kArialBold;

}  // namespace language
