#include "source/sql/utf16.h"

#include <cstdint>

#include "base/utf8.h"

namespace source {
namespace {

constexpr char32_t kReplacement = 0xFFFD;

void append(std::string& text, char32_t c) {
  const auto tail = [&](int shift) { text += static_cast<char>(0x80U | (c >> shift & 0x3FU)); };
  if (c < 0x80) {
    text += static_cast<char>(c);
  } else if (c < 0x800) {
    text += static_cast<char>(0xC0U | c >> 6U);
    tail(0);
  } else if (c < 0x10000) {
    text += static_cast<char>(0xE0U | c >> 12U);
    tail(6);
    tail(0);
  } else {
    text += static_cast<char>(0xF0U | c >> 18U);
    tail(12);
    tail(6);
    tail(0);
  }
}

}  // namespace

std::u16string utf16(std::string_view text) {
  const std::string sound = base::is_utf8(text) ? std::string{text} : base::sanitize_utf8(text);
  std::u16string units;
  units.reserve(sound.size());
  for (std::size_t i = 0; i < sound.size();) {
    const auto lead = static_cast<unsigned char>(sound[i]);
    const std::size_t size = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    char32_t c = size == 1 ? lead : lead & (0xFFU >> (size + 1));
    for (std::size_t j = 1; j < size; ++j) {
      c = c << 6U | (static_cast<unsigned char>(sound[i + j]) & 0x3FU);
    }
    i += size;
    if (c < 0x10000) {
      units += static_cast<char16_t>(c);
    } else {
      units += static_cast<char16_t>(0xD7C0U + (c >> 10U));
      units += static_cast<char16_t>(0xDC00U | (c & 0x3FFU));
    }
  }
  return units;
}

void append_utf8(std::string& text, std::u16string_view units) {
  for (std::size_t i = 0; i < units.size(); ++i) {
    const char32_t unit = units[i];
    if (unit < 0xD800 || unit > 0xDFFF) {
      append(text, unit);
      continue;
    }
    const char32_t next = i + 1 < units.size() ? units[i + 1] : 0;
    if (unit < 0xDC00 && next >= 0xDC00 && next <= 0xDFFF) {
      append(text, 0x10000 + ((unit - 0xD800) << 10U) + (next - 0xDC00));
      ++i;
    } else {
      append(text, kReplacement);
    }
  }
}

}  // namespace source
