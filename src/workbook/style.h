#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>

namespace workbook {

/// The number of a style in one workbook (its cell format in the file). Values come from
/// `Workbook::style` only.
enum class StyleId : std::uint16_t {
  kDefault = 0,        // the file's Normal style
  kOfColumn = 0xFFFF,  // in streamed rows: the style of the column
};

/// sRGB.
struct Color {
  std::uint8_t red = 0;
  std::uint8_t green = 0;
  std::uint8_t blue = 0;

  auto operator<=>(const Color&) const = default;
};

/// Left and right are physical, on a right-to-left sheet too (ECMA-376, ST_HorizontalAlignment).
/// kCenterAcross centers a text over its cell and the empty cells of the same alignment after it.
enum class Horizontal { kGeneral, kLeft, kCenter, kRight, kCenterAcross };
enum class Vertical { kBottom, kCenter, kTop };
/// kContext leaves the order to the reader, which scrambles mixed text: use one of the others.
enum class ReadingOrder { kContext, kLeftToRight, kRightToLeft };
enum class Line { kNone, kHair, kThin, kMedium, kDouble, kDotted };

struct Border {
  Line line = Line::kNone;
  Color color = {};

  auto operator<=>(const Border&) const = default;
};

/// What a conditional format changes in the cells that it applies to.
struct ConditionalStyle {
  std::optional<Color> fill = {};
  std::optional<Color> color = {};
  bool bold = false;
  std::optional<Color> outline = {};

  auto operator<=>(const ConditionalStyle&) const = default;
};

/// How a cell looks. A value; equal styles share one cell format in the file.
struct Style {
  std::string font = "Arial";
  double size = 10;  // points
  bool bold = false;
  bool underline = false;
  Color color = {};
  std::optional<Color> fill = {};
  std::string number_format =
      {};  // Excel's syntax, at most 127 bytes; empty is General, "@" is text
  Horizontal horizontal = Horizontal::kGeneral;
  Vertical vertical = Vertical::kCenter;
  ReadingOrder reading_order = ReadingOrder::kContext;
  bool wrap = false;
  std::uint8_t indent = 0;  // from the aligned edge
  Border top = {};
  Border bottom = {};
  Border left = {};
  Border right = {};

  auto operator<=>(const Style&) const = default;
};

/// The two styles of a text: `verbatim`, with the number format "@", if Excel could take the text
/// for a value when a user edits its cell, and else `plain`.
struct TextStyles {
  StyleId plain = StyleId::kOfColumn;
  StyleId verbatim = StyleId::kOfColumn;
};

}  // namespace workbook
