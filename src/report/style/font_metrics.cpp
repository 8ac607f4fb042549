#include "report/style/font_metrics.h"

#include <algorithm>
#include <array>

namespace report {
namespace {

constexpr double kFontSize = 10;  // points, of the body

/// Typefaces with taller lines; `height` is in units of the font size.
struct TallFace {
  std::string_view name;
  double height;
};
constexpr std::array kTallFaces{TallFace{"Aldhabi", 1.8},
                                TallFace{"Amiri", 1.8},
                                TallFace{"Cairo", 1.9},
                                TallFace{"Jameel Noori Nastaleeq", 2.5},
                                TallFace{"Noto Kufi Arabic", 1.9},
                                TallFace{"Noto Naskh Arabic", 1.75},
                                TallFace{"Noto Nastaliq Urdu", 2.5},
                                TallFace{"Noto Sans Arabic", 2.15},
                                TallFace{"Sakkal Majalla", 1.5},
                                TallFace{"Scheherazade", 2},
                                TallFace{"Traditional Arabic", 1.6},
                                TallFace{"Urdu Typesetting", 2.2}};

}  // namespace

double line_height_factor(std::string_view font) {
  const auto tall = std::ranges::find_if(
      kTallFaces, [&](const TallFace& face) { return font.starts_with(face.name); });
  return tall == kTallFaces.end() ? 1 : tall->height * kFontSize / kLineHeight;
}

double text_width(std::string_view text, language::Weight weight, language::Typeface typeface) {
  return language::display_width(text, weight, typeface) * kColumnUnitsPerDigit;
}

}  // namespace report
