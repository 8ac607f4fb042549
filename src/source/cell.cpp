#include "source/cell.h"

#include <array>
#include <charconv>

namespace source {

std::string text(const Cell& cell) {
  if (cell.storage == Storage::kNull) return {};
  if (cell.storage >= Storage::kText) return std::string{cell.text};
  std::array<char, 32> digits{};
  char* const end = digits.data() + digits.size();
  const auto written = cell.storage == Storage::kInteger
                           ? std::to_chars(digits.data(), end, cell.integer)
                           : std::to_chars(digits.data(), end, cell.real);
  return {digits.data(), written.ptr};
}

}  // namespace source
