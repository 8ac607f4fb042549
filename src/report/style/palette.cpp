#include "report/style/palette.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include "report/style/color_contrast.h"

namespace report {
namespace {

using workbook::Color;

constexpr Color kDefaultAccent{0x11, 0x4B, 0x5F};
constexpr Color kWhite{0xFF, 0xFF, 0xFF};
constexpr Color kLightGray{0xE3, 0xE6, 0xE8};

/// `share` of the color, the rest of it white.
Color lighter(Color color, double share) {
  const auto mixed = [share](std::uint8_t part) {
    return static_cast<std::uint8_t>(255 - (255 - part) * share + 0.5);
  };
  return {mixed(color.red), mixed(color.green), mixed(color.blue)};
}

/// Too near to white for a fill that is seen on paper.
bool is_nearly_white(Color color) {
  constexpr std::uint8_t kMinPart = 0xE8;
  return std::min({color.red, color.green, color.blue}) >= kMinPart;
}

/// The fill for a brand color: the color itself if white or dark text is readable on it.
Color fill_for(Color brand) {
  if (is_nearly_white(brand)) return kLightGray;
  const bool is_readable =
      std::max(contrast(brand, kWhite), contrast(brand, Palette::kText)) >= kTextContrast;
  return is_readable ? brand : darkened(brand, kTextContrast, kWhite);
}

}  // namespace

Palette::Palette(std::optional<Color> brand)
    : accent_(fill_for(brand.value_or(kDefaultAccent))),
      tint_base_(darkened(accent_, kGraphicContrast, kWhite)),
      on_accent_(contrast(accent_, kWhite) >= kTextContrast ? kWhite : kText),
      accent_text_(contrast(accent_, kWhite) >= kGraphicContrast
                       ? darkened(accent_, kTextContrast, tint(kMaxTint))
                       : kText) {}

Color Palette::tint(double share) const { return lighter(tint_base_, share); }

Color Palette::series(std::size_t number) const {
  constexpr std::array<Color, 7> kOthers{Color{0xD9, 0x9A, 0x2B}, Color{0x5B, 0x8C, 0x5A},
                                         Color{0xA8, 0x4B, 0x3C}, Color{0x6C, 0x6A, 0xA8},
                                         Color{0x3F, 0x92, 0xA8}, Color{0xB5, 0x7B, 0xA6},
                                         Color{0x8A, 0x8F, 0x94}};
  const Color color = number == 0 ? accent_ : kOthers[(number - 1) % kOthers.size()];
  return darkened(color, kGraphicContrast, kWhite);
}

workbook::ConditionalStyle Palette::highlight(model::Highlight::Tone tone) {
  constexpr Color kGood{0x1B, 0x6B, 0x35};
  constexpr Color kWarning{0x8A, 0x5A, 0x00};
  constexpr Color kBad{0xA3, 0x1F, 0x17};
  switch (tone) {
    case model::Highlight::Tone::kGood:
      return {.fill = Color{0xE2, 0xF3, 0xE6}, .color = kGood, .outline = kGood};
    case model::Highlight::Tone::kWarning:
      return {.fill = Color{0xFF, 0xF1, 0xD0}, .color = kWarning, .bold = true};
    case model::Highlight::Tone::kBad:
      return {.fill = Color{0xFB, 0xE0, 0xDE}, .color = kBad, .bold = true, .outline = kBad};
  }
  return {};
}

}  // namespace report
