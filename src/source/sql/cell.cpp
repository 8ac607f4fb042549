#include "source/sql/cell.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "base/ascii.h"
#include "base/digest.h"
#include "base/utf8.h"

namespace source {
namespace {

constexpr int kDoubleDigits = 15;  // which every 64-bit binary number keeps

bool is_control(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return (byte < 0x20 && c != '\t' && c != '\n' && c != '\r') || byte == 0x7F;
}

}  // namespace

bool is_text(std::string_view bytes) {
  return std::ranges::none_of(bytes, is_control) && base::is_utf8(bytes);
}

std::string format_cell(const Cell& cell) {
  std::array<char, 32> digits{};
  char* const end = digits.data() + digits.size();
  switch (cell.storage) {
    case Storage::kNull:
      break;
    case Storage::kInteger:
      return {digits.data(), std::to_chars(digits.data(), end, cell.integer).ptr};
    case Storage::kReal: {
      if (std::isnan(cell.real)) return "NaN";
      if (std::isinf(cell.real)) return cell.real < 0 ? "-Infinity" : "Infinity";
      const auto written =
          std::to_chars(digits.data(), end, cell.real, std::chars_format::general, kDoubleDigits);
      return {digits.data(), written.ptr};
    }
    case Storage::kText:
      return std::string{cell.text};
    case Storage::kBlob: {
      if (is_text(cell.text)) return std::string{cell.text};
      return base::to_upper(base::hex(cell.text));
    }
  }
  return {};
}

}  // namespace source
