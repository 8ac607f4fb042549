#include "workbook/xml/cell.h"

namespace workbook {

std::string column_letters(std::uint16_t column) {
  std::string letters;
  for (unsigned rest = column + 1U; rest > 0; rest = (rest - 1) / 26) {
    letters.insert(letters.begin(), static_cast<char>('A' + (rest - 1) % 26));
  }
  return letters;
}

std::string a1(Cell cell) { return column_letters(cell.column) + std::to_string(cell.row + 1); }

std::string a1(const Range& range) { return a1(range.first) + ":" + a1(range.last); }

std::string quoted_sheet_name(std::string_view name) {
  std::string quoted = "'";
  for (const char c : name) quoted += c == '\'' ? "''" : std::string(1, c);
  return quoted + "'";
}

std::string a1(const std::string& sheet, const Range& range) {
  return quoted_sheet_name(sheet) + "!" + a1(range);
}

std::string a1(const std::string& sheet, Cell cell) {
  return quoted_sheet_name(sheet) + "!" + a1(cell);
}

}  // namespace workbook
