#include "report/style/color_contrast.h"

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace report {
namespace {

using workbook::Color;

/// WCAG 2.2, "relative luminance".
double linear(std::uint8_t part) {
  const double share = part / 255.0;
  return share <= 0.04045 ? share / 12.92 : std::pow((share + 0.055) / 1.055, 2.4);
}

double luminance(Color color) {
  return 0.2126 * linear(color.red) + 0.7152 * linear(color.green) + 0.0722 * linear(color.blue);
}

}  // namespace

double contrast(Color a, Color b) {
  const auto [dark, light] = std::minmax({luminance(a), luminance(b)});
  return (light + 0.05) / (dark + 0.05);
}

Color darkened(Color color, double min_contrast, Color background) {
  constexpr int kSteps = 100;
  Color dark = color;
  for (int step = kSteps; step > 0 && contrast(dark, background) < min_contrast; --step) {
    const auto part = [step](std::uint8_t its) {
      return static_cast<std::uint8_t>(its * (step - 1) / kSteps);
    };
    dark = {part(color.red), part(color.green), part(color.blue)};
  }
  return dark;
}

}  // namespace report
