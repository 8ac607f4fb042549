#pragma once

#include <cstdint>

#include <unicode/uchar.h>

namespace language {

/// How far a letter of the Arabic script advances before one that it joins, and alone or at the end
/// of a joined group; in hundredths of a digit of Arial.
struct ArabicWidths {
  struct OfWeight {
    std::uint8_t joined;
    std::uint8_t alone;
  };
  UJoiningGroup group;
  OfWeight regular;
  OfWeight bold;
};

/// The widths of a letter's joining group, whose letters have one shape apart from dots and marks;
/// null for those that are measured like any other script.
[[nodiscard]] const ArabicWidths* arabic_widths(UChar32 letter);

}  // namespace language
