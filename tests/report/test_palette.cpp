#include "report/style/palette.h"

#include <cmath>
#include <cstdint>
#include <optional>
#include <random>
#include <set>
#include <utility>

#include "report/style/color_contrast.h"
#include "support/catch.h"

using report::contrast;
using report::Palette;
using workbook::Color;

namespace {

constexpr Color kWhite{0xFF, 0xFF, 0xFF};

/// What every reader must be able to read, whatever the brand color.
void check_readable(const Palette& palette) {
  CHECK(contrast(palette.on_accent(), palette.accent()) >= report::kTextContrast);
  for (const Color fill :
       {kWhite, palette.banding(), palette.subtotal(), palette.total(), palette.group()}) {
    CHECK(contrast(palette.accent_text(), fill) >= report::kTextContrast);
    CHECK(contrast(Palette::kText, fill) >= report::kTextContrast);
  }
  for (std::size_t i = 0; i < 8; ++i) {
    CHECK(contrast(palette.series(i), kWhite) >= report::kGraphicContrast);
  }
  CHECK(contrast(palette.line(), kWhite) >= 1.2);  // lines and fills are seen on white paper
  CHECK(contrast(palette.group(), kWhite) >= 1.05);
}

}  // namespace

TEST_CASE("contrasts are those of WCAG") {
  CHECK(std::abs(contrast({0, 0, 0}, kWhite) - 21) < 0.005);
  CHECK(std::abs(contrast(kWhite, kWhite) - 1) < 0.005);
  // Published by WebAIM's contrast checker.
  CHECK(std::abs(contrast({0x77, 0x77, 0x77}, kWhite) - 4.48) < 0.005);
  CHECK(std::abs(contrast({0xFF, 0, 0}, kWhite) - 4.0) < 0.005);
  CHECK(std::abs(contrast({0, 0, 0xFF}, kWhite) - 8.59) < 0.005);
}

TEST_CASE("a report is readable in any brand color") {
  check_readable(Palette{std::nullopt});
  for (const Color brand : {kWhite, Color{0xFF, 0, 0}, Color{0xFF, 0xFF, 0}, Color{0xFF, 0xD4, 0},
                            Color{0, 0, 0}, Color{0, 0xA6, 0x51}, Color{0xFE, 0xFE, 0xFA}}) {
    check_readable(Palette{brand});
  }
  std::mt19937 random(16);
  for (int i = 0; i < 2'000; ++i) {
    const auto bits = random();
    check_readable(
        Palette{Color{static_cast<std::uint8_t>(bits), static_cast<std::uint8_t>(bits >> 8U),
                      static_cast<std::uint8_t>(bits >> 16U)}});
  }
}

TEST_CASE("a brand color is kept where it is readable") {
  CHECK(Palette{Color{0x7A, 0x1F, 0x2B}}.accent() == Color{0x7A, 0x1F, 0x2B});
  CHECK(Palette{Color{0xFF, 0xD4, 0}}.accent() == Color{0xFF, 0xD4, 0});
  CHECK(Palette{kWhite}.accent() != kWhite);
}

TEST_CASE("highlights are told apart without their colors") {
  using Tone = model::Highlight::Tone;
  const auto marks = [](Tone tone) {
    const workbook::ConditionalStyle style = Palette::highlight(tone);
    CHECK(contrast(style.color.value(), style.fill.value()) >= report::kTextContrast);
    return std::pair{style.bold, style.outline.has_value()};
  };
  const std::set<std::pair<bool, bool>> all{
      {false, false}, marks(Tone::kGood), marks(Tone::kWarning), marks(Tone::kBad)};
  CHECK(all.size() == 4);
}
