#include "base/utf8.h"

namespace base {
namespace {

struct Sequence {
  std::size_t length;  // in bytes, at least 1
  bool is_well_formed;
};

/// The sequence that starts at `text[0]`, by table 3-7 of Unicode 15.
Sequence first_sequence(std::string_view text) {
  const auto octet = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char lead = octet(0);
  if (lead < 0x80) return {1, true};
  std::size_t length = 0;
  unsigned char low = 0x80;
  unsigned char high = 0xBF;
  if (lead >= 0xC2 && lead <= 0xDF) {
    length = 2;
  } else if (lead >= 0xE0 && lead <= 0xEF) {
    length = 3;
    if (lead == 0xE0) low = 0xA0;
    if (lead == 0xED) high = 0x9F;
  } else if (lead >= 0xF0 && lead <= 0xF4) {
    length = 4;
    if (lead == 0xF0) low = 0x90;
    if (lead == 0xF4) high = 0x8F;
  } else {
    return {1, false};
  }
  for (std::size_t i = 1; i < length; ++i) {
    if (i >= text.size() || octet(i) < low || octet(i) > high) return {i, false};
    low = 0x80;
    high = 0xBF;
  }
  return {length, true};
}

}  // namespace

bool is_utf8(std::string_view text) {
  while (!text.empty()) {
    const Sequence sequence = first_sequence(text);
    if (!sequence.is_well_formed) return false;
    text.remove_prefix(sequence.length);
  }
  return true;
}

std::string sanitize_utf8(std::string_view text) {
  std::string sanitized;
  sanitized.reserve(text.size());
  while (!text.empty()) {
    const Sequence sequence = first_sequence(text);
    sanitized += sequence.is_well_formed ? text.substr(0, sequence.length) : "\xEF\xBF\xBD";
    text.remove_prefix(sequence.length);
  }
  return sanitized;
}

std::string_view without_byte_order_mark(std::string_view text) {
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  return text.starts_with(kByteOrderMark) ? text.substr(kByteOrderMark.size()) : text;
}

std::size_t utf16_length(std::string_view text) {
  std::size_t units = 0;
  for (const char c : text) {
    const auto octet = static_cast<unsigned char>(c);
    if ((octet & 0xC0U) != 0x80U) units += octet >= 0xF0 ? 2 : 1;
  }
  return units;
}

}  // namespace base
