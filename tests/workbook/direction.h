#pragma once

#include "workbook/sheet.h"

/// The direction of sheets whose direction does not matter to their test.
inline constexpr workbook::Direction kLtr = workbook::Direction::kLeftToRight;
