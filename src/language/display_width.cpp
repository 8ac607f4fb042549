#include "language/display_width.h"

#include <algorithm>
#include <array>

#include <unicode/uchar.h>

#include "base/ascii.h"
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

int line_width(std::string_view line) {
  if (base::is_ascii(line)) return static_cast<int>(line.size());
  int cells = 0;
  bool after_lam = false;
  bool after_wide_tail = false;
  while (!line.empty()) {
    const UChar32 c = next_character(line);
    const CharacterShape shape = c < 0x800 ? short_shape(c) : character_shape(c);
    if (shape.is_transparent) continue;
    if (after_wide_tail && !shape.joins_before) ++cells;
    if (!(after_lam && shape.is_alef)) cells += shape.cells;
    after_lam = shape.is_lam;
    after_wide_tail = shape.has_wide_tail;
  }
  return after_wide_tail ? cells + 1 : cells;
}

}  // namespace

int display_width(std::string_view text) {
  int widest = 0;
  while (true) {
    const auto end = text.find('\n');
    widest = std::max(widest, line_width(text.substr(0, end)));
    if (end == std::string_view::npos) return widest;
    text.remove_prefix(end + 1);
  }
}

std::string ellipsize(std::string_view text, int max_width) {
  if (display_width(text) <= max_width) return std::string{text};
  for (int units = std::max(1, max_width - 1);; --units) {
    const std::string_view cut = truncate_utf16(text, static_cast<std::size_t>(units));
    if (units == 1 || display_width(cut) < max_width) return std::string{cut} + "\u2026";
  }
}

}  // namespace language
