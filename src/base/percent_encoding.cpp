#include "base/percent_encoding.h"

#include "base/ascii.h"
#include "base/parse_integer.h"

namespace base {
namespace {

bool is_encoded(std::string_view text) {
  return text.size() >= 3 && text[0] == '%' && is_hex_digit(text[1]) && is_hex_digit(text[2]);
}

std::string encode(std::string_view text, std::string_view kept, bool keeps_encoded) {
  std::string result;
  result.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const bool is_kept = is_alphanumeric(c) || kept.find(c) != std::string_view::npos;
    if (is_kept || (keeps_encoded && is_encoded(text.substr(i)))) {
      result += c;
    } else {
      result += percent_encode(c);
    }
  }
  return result;
}

}  // namespace

std::string percent_encode(char byte) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  const auto octet = static_cast<unsigned char>(byte);
  return {'%', kHex[octet >> 4U], kHex[octet & 15U]};
}

std::string percent_encode(std::string_view text, std::string_view kept) {
  return encode(text, kept, false);
}

std::string complete_percent_encoding(std::string_view text, std::string_view kept) {
  return encode(text, kept, true);
}

std::string percent_decode(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (!is_encoded(text.substr(i))) {
      result += text[i];
      continue;
    }
    const auto octet = parse_integer<unsigned char>(text.substr(i + 1, 2), 16);
    result += static_cast<char>(octet.value_or(0));
    i += 2;
  }
  return result;
}

}  // namespace base
