#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

namespace workbook {

/// Excel's limits.
inline constexpr std::uint32_t kRowLimit = 1'048'576;
inline constexpr std::uint16_t kColumnLimit = 16'384;

/// A place on a sheet, counted from 0.
struct Cell {
  std::uint32_t row = 0;
  std::uint16_t column = 0;

  auto operator<=>(const Cell&) const = default;
};

/// A rectangle of cells; both corners are inside.
struct Range {
  Cell first;
  Cell last;

  bool operator==(const Range&) const = default;
};

[[nodiscard]] std::string column_letters(std::uint16_t column);  // 27 is "AB"
[[nodiscard]] std::string a1(Cell cell);                         // "C5"
[[nodiscard]] std::string a1(const Range& range);                // "C5:C20"
/// "'O''Brien'", for formulas.
[[nodiscard]] std::string quoted_sheet_name(std::string_view name);
/// "'Sheet name'!C5:C20", for formulas that refer to another sheet.
[[nodiscard]] std::string a1(const std::string& sheet, const Range& range);
[[nodiscard]] std::string a1(const std::string& sheet, Cell cell);

}  // namespace workbook
