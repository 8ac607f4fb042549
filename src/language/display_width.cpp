#include "language/display_width.h"

#include <algorithm>
#include <array>
#include <utility>

#include <unicode/uchar.h>

#include "base/ascii.h"
#include "language/arabic_widths.h"
#include "language/arial_widths.h"
#include "language/icu.h"
#include "language/text.h"

namespace language {
namespace {

/// How a character affects the width of the text around it.
struct CharacterShape {
  struct Widths {
    double joined;  // in digits, before a letter that it joins
    double alone;
  };
  Widths regular;
  Widths bold;
  bool is_transparent = false;  // a mark, which does not interrupt joining
  bool joins_before = false;    // the letter before it takes a joined form
};

CharacterShape character_shape(UChar32 c) {
  constexpr double kBoldFactor = 1.1;
  constexpr double kHundredth = 0.01;
  const auto joining = u_getIntPropertyValue(c, UCHAR_JOINING_TYPE);
  const auto east_asian = u_getIntPropertyValue(c, UCHAR_EAST_ASIAN_WIDTH);
  double width = 1;
  if ((U_GET_GC_MASK(c) & (U_GC_MN_MASK | U_GC_ME_MASK | U_GC_CF_MASK)) != 0) {
    width = 0;
  } else if (east_asian == U_EA_WIDE || east_asian == U_EA_FULLWIDTH ||
             u_hasBinaryProperty(c, UCHAR_EMOJI_PRESENTATION)) {
    width = 2;
  }
  CharacterShape shape{{width, width}, {width * kBoldFactor, width * kBoldFactor}};
  if (const ArabicWidths* its = arabic_widths(c)) {
    shape.regular = {its->regular.joined * kHundredth, its->regular.alone * kHundredth};
    shape.bold = {its->bold.joined * kHundredth, its->bold.alone * kHundredth};
  }
  shape.is_transparent = joining == U_JT_TRANSPARENT;
  shape.joins_before =
      joining == U_JT_DUAL_JOINING || joining == U_JT_RIGHT_JOINING || joining == U_JT_JOIN_CAUSING;
  return shape;
}

/// The shapes of all characters of one or two bytes in UTF-8, which include Arabic.
const CharacterShape& short_shape(UChar32 c) {
  static const auto kShapes = [] {
    std::array<CharacterShape, 0x800> shapes;
    for (UChar32 i = 0; i < 0x800; ++i) shapes[static_cast<std::size_t>(i)] = character_shape(i);
    return shapes;
  }();
  return kShapes[static_cast<std::size_t>(c)];
}

/// Sums up a line; the width of any character outside of Arial's tables is by its shape.
class LineWidth {
 public:
  LineWidth(Weight weight, Typeface typeface)
      : is_bold_(weight == Weight::kBold),
        latin_(is_bold_ ? kArialBold : kArialRegular),
        min_latin_(typeface == Typeface::kArial ? 0
                   : is_bold_                   ? 1.1
                                                : 1) {}

  /// In digits.
  [[nodiscard]] double of(std::string_view line) && {
    while (!line.empty()) add(next_character(line));
    return width_ + last_.alone;
  }

 private:
  using Widths = CharacterShape::Widths;

  void add(UChar32 c) {
    if (const std::uint16_t known = latin_.of(static_cast<char32_t>(c)); known > 0) {
      const double width = double{1.0} * known / ArialWidths::kDigit;
      width_ += last_.alone + std::max(width, min_latin_);
      last_ = {};
      return;
    }
    const CharacterShape shape = c < 0x800 ? short_shape(c) : character_shape(c);
    if (shape.is_transparent) return;
    width_ += shape.joins_before ? last_.joined : last_.alone;
    last_ = is_bold_ ? shape.bold : shape.regular;
  }

  const bool is_bold_;
  const ArialWidths& latin_;
  const double min_latin_;  // of each letter, if they are not known
  double width_ = 0;
  Widths last_ = {};  // of the last character, which the next one may join
};

double line_width(std::string_view line, Weight weight, Typeface typeface) {
  if (typeface != Typeface::kArial || !base::is_ascii(line)) {
    return LineWidth(weight, typeface).of(line);
  }
  const auto& widths = (weight == Weight::kBold ? kArialBold : kArialRegular).latin;
  std::uint32_t sum = 0;
  for (const char c : line) sum += widths[static_cast<unsigned char>(c)];
  return static_cast<double>(sum) / ArialWidths::kDigit;
}

}  // namespace

Typeface typeface_of(std::string_view font) {
  constexpr std::array<std::string_view, 4> kAsWideAsArial{"Arial", "Liberation Sans", "Helvetica",
                                                           "Arimo"};
  const bool is_known = std::ranges::any_of(
      kAsWideAsArial, [&](std::string_view name) { return base::equal_ignoring_case(font, name); });
  return is_known ? Typeface::kArial : Typeface::kOther;
}

double display_width(std::string_view text, Weight weight, Typeface typeface) {
  double widest = 0;
  while (true) {
    const auto end = text.find('\n');
    widest = std::max(widest, line_width(text.substr(0, end), weight, typeface));
    if (end == std::string_view::npos) return widest;
    text.remove_prefix(end + 1);
  }
}

double max_display_width(std::string_view text) {
  static const auto kByteWidths = [] {
    constexpr double kLatin = 1.83;
    constexpr double kArabic = 1.92;
    constexpr double kWide = 2.5;
    // More for seen, sheen, sad and dad, which are D8 B3 to D8 B6, and for those of other
    // languages.
    constexpr double kSeen = 0.6;
    std::array<double, 0x100> widths{};  // 0 for the other bytes that continue a character
    for (std::size_t byte = 0; byte < 0x80; ++byte) {
      widths[byte] =
          std::max(kArialRegular.latin[byte], ArialWidths::kDigit) / double{ArialWidths::kDigit};
    }
    for (std::size_t byte = 0xB3; byte < 0xB7; ++byte) widths[byte] = kSeen;
    for (std::size_t byte = 0xC0; byte < 0xD8; ++byte) widths[byte] = kLatin;
    for (std::size_t byte = 0xD8; byte < 0xE0; ++byte) {
      widths[byte] = kArabic + (byte > 0xD9 ? kSeen : 0);
    }
    for (std::size_t byte = 0xE0; byte < 0x100; ++byte) widths[byte] = kWide;
    return widths;
  }();
  double sum = 0;
  for (const char c : text) sum += kByteWidths[static_cast<unsigned char>(c)];
  return sum;
}

std::string ellipsize(std::string_view text, double max_width, Weight weight, Typeface typeface) {
  if (display_width(text, weight, typeface) <= max_width) return std::string{text};
  constexpr std::string_view kEllipsis = "\u2026";
  const double room = max_width - display_width(kEllipsis, weight, typeface);
  // The longest beginning that fits, between one that does (or the first letter) and one that does
  // not.
  std::string_view shortest = truncate_utf16(text, 1);
  std::size_t fits = 1;
  std::size_t exceeds = text.size();
  while (exceeds - fits > 1) {
    const std::size_t units = fits + (exceeds - fits) / 2;
    const std::string_view cut = truncate_utf16(text, units);
    if (display_width(cut, weight, typeface) > room) {
      exceeds = units;
    } else {
      fits = units;
      shortest = cut;
    }
  }
  return std::string{shortest} + std::string{kEllipsis};
}

}  // namespace language
