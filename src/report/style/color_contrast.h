#pragma once

#include "workbook/style.h"

namespace report {

/// The least contrast of text and of other graphics against what is behind them (WCAG 2.2, success
/// criteria 1.4.3 and 1.4.11).
inline constexpr double kTextContrast = 4.5;
inline constexpr double kGraphicContrast = 3;

/// The contrast ratio of WCAG 2.2: 1 for equal colors, 21 for black on white.
[[nodiscard]] double contrast(workbook::Color a, workbook::Color b);

/// The color in its own hue, darkened until it has that contrast against the light `background`, or
/// as given if it has.
[[nodiscard]] workbook::Color darkened(workbook::Color color, double min_contrast,
                                       workbook::Color background);

}  // namespace report
