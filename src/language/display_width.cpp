#include "language/display_width.h"

#include <algorithm>
#include <array>
#include <utility>

#include <unicode/uchar.h>

#include "base/ascii.h"
#include "language/arial_widths.h"
#include "language/icu.h"
#include "language/text.h"

namespace language {
namespace {

/// How a character affects the width of the text around it.
struct CharacterShape {
  std::uint8_t cells = 1;
  bool is_transparent = false;  // a mark, which does not interrupt joining
  bool joins_before = false;    // the letter before it takes a joined form
  bool is_lam = false;
  bool is_alef = false;        // that a lam-alef ligature includes
  bool has_wide_tail = false;  // two digits wide when final or isolated
};

CharacterShape character_shape(UChar32 c) {
  const auto is_one_of = [c](std::initializer_list<UChar32> letters) {
    return std::ranges::find(letters, c) != letters.end();
  };
  const auto joining = u_getIntPropertyValue(c, UCHAR_JOINING_TYPE);
  const auto east_asian = u_getIntPropertyValue(c, UCHAR_EAST_ASIAN_WIDTH);
  CharacterShape shape;
  if ((U_GET_GC_MASK(c) & (U_GC_MN_MASK | U_GC_ME_MASK | U_GC_CF_MASK)) != 0) {
    shape.cells = 0;
  } else if (east_asian == U_EA_WIDE || east_asian == U_EA_FULLWIDTH ||
             u_hasBinaryProperty(c, UCHAR_EMOJI_PRESENTATION)) {
    shape.cells = 2;
  }
  shape.is_transparent = joining == U_JT_TRANSPARENT;
  shape.joins_before =
      joining == U_JT_DUAL_JOINING || joining == U_JT_RIGHT_JOINING || joining == U_JT_JOIN_CAUSING;
  shape.is_lam = c == 0x0644;
  shape.is_alef = is_one_of({0x0622, 0x0623, 0x0625, 0x0627});
  shape.has_wide_tail = is_one_of({0x0633, 0x0634, 0x0635, 0x0636});
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
      : widths_(weight == Weight::kBold ? kArialBold : kArialRegular),
        cell_(ArialWidths::kDigit * (weight == Weight::kBold ? kBoldFactor : 1.0)),
        min_width_(typeface == Typeface::kArial ? 0.0 : cell_) {}

  /// In digits.
  [[nodiscard]] double of(std::string_view line) {
    while (!line.empty()) add(next_character(line));
    if (after_wide_tail_) width_ += cell_;
    return width_ / ArialWidths::kDigit;
  }

 private:
  static constexpr double kBoldFactor = 1.1;

  void add(UChar32 c) {
    if (const double known = widths_.of(static_cast<char32_t>(c)); known > 0) {
      if (std::exchange(after_wide_tail_, false)) width_ += cell_;
      after_lam_ = false;
      width_ += std::max(known, min_width_);
      return;
    }
    const CharacterShape shape = c < 0x800 ? short_shape(c) : character_shape(c);
    if (shape.is_transparent) return;
    if (after_wide_tail_ && !shape.joins_before) width_ += cell_;
    if (!(after_lam_ && shape.is_alef)) width_ += shape.cells * cell_;
    after_lam_ = shape.is_lam;
    after_wide_tail_ = shape.has_wide_tail;
  }

  const ArialWidths& widths_;
  double cell_;       // the width of a character that counts 1
  double min_width_;  // of each character of a font whose letters are not known
  double width_ = 0;
  bool after_lam_ = false;
  bool after_wide_tail_ = false;
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
    std::array<std::uint16_t, 0x100> widths{};  // 0 for the bytes that continue a character
    for (std::size_t byte = 0; byte < 0x80; ++byte) {
      widths[byte] = std::max(kArialRegular.latin[byte], ArialWidths::kDigit);
    }
    for (std::size_t byte = 0xC0; byte < 0x100; ++byte) widths[byte] = 2 * ArialWidths::kDigit;
    // A letter of the blocks of Arabic is a digit, but seen, sheen, sad and dad, which are D8 B3 to
    // D8 B6, are two.
    for (std::size_t byte = 0xD8; byte < 0xE0; ++byte) widths[byte] = ArialWidths::kDigit;
    for (std::size_t byte = 0xB3; byte < 0xB7; ++byte) widths[byte] = ArialWidths::kDigit;
    return widths;
  }();
  std::uint64_t sum = 0;
  for (const char c : text) sum += kByteWidths[static_cast<unsigned char>(c)];
  return static_cast<double>(sum) / ArialWidths::kDigit;
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
