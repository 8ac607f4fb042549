#include "language/display_width.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include <unicode/uchar.h>

#include "base/ascii.h"
#include "language/arabic_widths.h"
#include "language/arial_widths.h"
#include "language/icu.h"
#include "language/text.h"

namespace language {
namespace {

constexpr int kUnitsPerDigit = 1024;

/// Digits in whole units, which are added faster; never less.
std::uint16_t to_units(float digits) {
  return static_cast<std::uint16_t>(std::ceil(digits * kUnitsPerDigit));
}

/// How a character affects the width of its line.
struct CharacterShape {
  std::uint16_t joined;  // in units, before a letter that it joins
  std::uint16_t alone;
  bool is_transparent = false;  // a mark, which does not interrupt joining
  bool joins_before = false;    // the letter before it takes a joined form
};

/// Measures characters of one weight and typeface.
class Shapes {
 public:
  static constexpr UChar32 kShortEnd = 0x800;

  Shapes(Weight weight, Typeface typeface)
      : latin_(weight == Weight::kBold ? kArialBold : kArialRegular),
        is_bold_(weight == Weight::kBold),
        least_(typeface == Typeface::kArial ? 0 : unit()) {
    for (UChar32 c = 0; c < kShortEnd; ++c) short_[static_cast<std::size_t>(c)] = of(c);
  }

  /// Characters of one or two bytes in UTF-8, which include Arabic.
  [[nodiscard]] const CharacterShape& of_short(UChar32 c) const {
    return short_[static_cast<std::size_t>(c)];
  }

  /// The widest form of a character of one or two bytes.
  [[nodiscard]] int widest(UChar32 c) const {
    const CharacterShape& shape = of_short(c);
    return std::max(shape.joined, shape.alone);
  }

  [[nodiscard]] CharacterShape of(UChar32 c) const {
    if (const std::uint16_t known = latin_.of(static_cast<char32_t>(c)); known > 0) {
      const auto width =
          to_units(std::max(static_cast<float>(known) / ArialWidths::kDigit, least_));
      return {width, width};
    }
    const auto joining = u_getIntPropertyValue(c, UCHAR_JOINING_TYPE);
    CharacterShape shape = unjoined(c);
    if (const ArabicWidths* letter = arabic_widths(c)) {
      constexpr float kHundred = 100;
      const ArabicWidths::OfWeight& its = is_bold_ ? letter->bold : letter->regular;
      shape = {to_units(static_cast<float>(its.joined) / kHundred),
               to_units(static_cast<float>(its.alone) / kHundred)};
    }
    shape.is_transparent = joining == U_JT_TRANSPARENT;
    shape.joins_before = joining == U_JT_DUAL_JOINING || joining == U_JT_RIGHT_JOINING ||
                         joining == U_JT_JOIN_CAUSING;
    return shape;
  }

 private:
  [[nodiscard]] float unit() const { return is_bold_ ? 1.1F : 1; }

  [[nodiscard]] CharacterShape unjoined(UChar32 c) const {
    const auto east_asian = u_getIntPropertyValue(c, UCHAR_EAST_ASIAN_WIDTH);
    if ((U_GET_GC_MASK(c) & (U_GC_MN_MASK | U_GC_ME_MASK | U_GC_CF_MASK)) != 0) return {0, 0};
    const bool is_wide = east_asian == U_EA_WIDE || east_asian == U_EA_FULLWIDTH ||
                         u_hasBinaryProperty(c, UCHAR_EMOJI_PRESENTATION);
    const auto width = to_units(is_wide ? 2 * unit() : unit());
    return {width, width};
  }

  const ArialWidths& latin_;
  const bool is_bold_;
  const float least_;  // of each Latin letter
  std::array<CharacterShape, kShortEnd> short_;
};

const Shapes& shapes(Weight weight, Typeface typeface) {
  static const std::array kShapes{
      Shapes(Weight::kRegular, Typeface::kArial), Shapes(Weight::kRegular, Typeface::kOther),
      Shapes(Weight::kBold, Typeface::kArial), Shapes(Weight::kBold, Typeface::kOther)};
  return kShapes[(weight == Weight::kBold ? 2 : 0) + (typeface == Typeface::kOther ? 1 : 0)];
}

/// Adds up the characters of a word or line.
class Advance {
 public:
  void add(const CharacterShape& shape) {
    if (shape.is_transparent) return;
    width_ += shape.joins_before ? joined_ : alone_;
    joined_ = shape.joined;
    alone_ = shape.alone;
  }
  /// A character that joins none.
  void add_ascii(const CharacterShape& shape) {
    width_ += alone_;
    joined_ = alone_ = shape.alone;
  }
  /// In digits.
  [[nodiscard]] double width() const {
    return static_cast<double>(width_ + alone_) / kUnitsPerDigit;
  }

 private:
  std::uint64_t width_ = 0;  // without the last character, which the next one may join
  std::uint64_t joined_ = 0;
  std::uint64_t alone_ = 0;
};

/// Removes the first character, which is not ASCII.
CharacterShape next_shape(std::string_view& text, const Shapes& shapes) {
  const auto first = static_cast<unsigned char>(text.front());
  if (first >= 0xC2 && first < 0xE0 && text.size() > 1 && (text[1] & 0xC0) == 0x80) {
    const auto second = static_cast<unsigned char>(text[1]);
    text.remove_prefix(2);
    return shapes.of_short(((first & 0x1F) << 6) | (second & 0x3F));
  }
  return shapes.of(next_character(text));
}

/// The lines of a text without line feeds, to which words are added.
class WrappedLine {
 public:
  WrappedLine(double max_width, double blank) : max_width_(max_width), blank_(blank) {}

  void add(double word) {
    constexpr double kWidestBlank = 0.6;  // digits, of any font
    constexpr double kWidestLetter = 2;   // the room that is left where a word is broken
    whole_ += (is_empty_ ? 0 : blank_) + word;
    is_empty_ = false;
    if (used_ > 0 && used_ + kWidestBlank + word > max_width_) {
      ++lines_;
      used_ = 0;
    }
    used_ += (used_ > 0 ? kWidestBlank : 0) + word;
    for (; used_ > max_width_; ++lines_) used_ -= max_width_ - kWidestLetter;
  }
  [[nodiscard]] int lines() const { return whole_ <= max_width_ ? 1 : lines_; }
  [[nodiscard]] double whole() const { return whole_; }

 private:
  double max_width_;
  double blank_;
  bool is_empty_ = true;
  int lines_ = 1;
  double used_ = 0;   // of the last line
  double whole_ = 0;  // the width without breaks
};

/// In digits. Called for most texts of a report.
double line_width(std::string_view line, const Shapes& shapes) {
  Advance advance;
  while (!line.empty()) {
    const auto first = static_cast<unsigned char>(line.front());
    if (first < 0x80) {
      advance.add_ascii(shapes.of_short(first));
      line.remove_prefix(1);
    } else {
      advance.add(next_shape(line, shapes));
    }
  }
  return advance.width();
}

/// The bound of a text is the sum of what its bytes count, in units: the first byte of a character
/// of two counts nothing, the second one the widest character that ends with it.
std::array<std::uint16_t, 256> byte_bounds() {
  constexpr int kWidestOfThreeBytes = 2 * kUnitsPerDigit;  // in display_width()
  const Shapes& its_shapes = shapes(Weight::kRegular, Typeface::kOther);
  std::array<std::uint16_t, 256> bounds{};
  const auto raise = [&](UChar32 byte, int width) {
    auto& bound = bounds[static_cast<std::size_t>(byte)];
    bound = std::max(bound, static_cast<std::uint16_t>(width));
  };
  for (UChar32 c = 0; c < 0x80; ++c) raise(c, its_shapes.widest(c));
  for (UChar32 c = 0x80; c < Shapes::kShortEnd; ++c) {
    raise(0x80 | (c & 0x3F), its_shapes.widest(c));
  }
  for (UChar32 byte = 0xE0; byte < 0x100; ++byte) raise(byte, kWidestOfThreeBytes);
  return bounds;
}

}  // namespace

double max_display_width(std::string_view text) {
  static const std::array kBounds = byte_bounds();
  std::uint64_t bound = 0;
  for (const char c : text) bound += kBounds[static_cast<unsigned char>(c)];
  return static_cast<double>(bound) / kUnitsPerDigit;
}

Typeface typeface_of(std::string_view font) {
  constexpr std::array<std::string_view, 4> kAsWideAsArial{"Arial", "Liberation Sans", "Helvetica",
                                                           "Arimo"};
  const bool is_known = std::ranges::any_of(
      kAsWideAsArial, [&](std::string_view name) { return base::equal_ignoring_case(font, name); });
  return is_known ? Typeface::kArial : Typeface::kOther;
}

double display_width(std::string_view text, Weight weight, Typeface typeface) {
  const Shapes& its_shapes = shapes(weight, typeface);
  double widest = 0;
  while (true) {
    const auto end = text.find('\n');
    widest = std::max(widest, line_width(text.substr(0, end), its_shapes));
    if (end == std::string_view::npos) return widest;
    text.remove_prefix(end + 1);
  }
}

Wrapping wrap(std::string_view text, double max_width, Typeface typeface) {
  const Shapes& its_shapes = shapes(Weight::kRegular, typeface);
  const double blank = its_shapes.of_short(' ').alone / double{kUnitsPerDigit};
  Wrapping all{0, 0};
  WrappedLine line(max_width, blank);
  Advance word;
  const auto end_word = [&] { line.add(std::exchange(word, {}).width()); };
  const auto end_line = [&] {
    end_word();
    all.lines += line.lines();
    all.widest = std::max(all.widest, line.whole());
  };
  while (!text.empty()) {
    const auto first = static_cast<unsigned char>(text.front());
    if (first >= 0x80) {
      word.add(next_shape(text, its_shapes));
      continue;
    }
    text.remove_prefix(1);
    if (first > ' ') {
      word.add_ascii(its_shapes.of_short(first));
    } else if (first == ' ') {
      end_word();
    } else if (first == '\n') {
      end_line();
      line = WrappedLine(max_width, blank);
    } else {
      word.add(its_shapes.of_short(first));
    }
  }
  end_line();
  return all;
}

}  // namespace language
