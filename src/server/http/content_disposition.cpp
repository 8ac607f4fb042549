#include "server/http/content_disposition.h"

#include <algorithm>

namespace server {
namespace {

bool is_alphanumeric(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/// Replaces each run of other characters by one "_". A name without any ASCII letter becomes
/// "report".
std::string to_ascii(std::string_view name) {
  const std::size_t dot = std::min(name.rfind('.'), name.size());
  std::string stem;
  for (const char c : name.substr(0, dot)) {
    const bool is_plain = c >= ' ' && c < 0x7f && c != '"' && c != '\\' && c != '%';
    if (is_plain || !stem.ends_with('_')) stem += is_plain ? c : '_';
  }
  if (std::ranges::none_of(stem, [](char c) { return c >= 'A' && is_alphanumeric(c); })) {
    stem = "report";
  }
  const std::string_view extension = name.substr(dot);
  const bool is_plain =
      std::ranges::all_of(extension, [](char c) { return c == '.' || is_alphanumeric(c); });
  return is_plain ? stem + std::string{extension} : stem;
}

std::string percent_encode(std::string_view text) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  static constexpr std::string_view kSymbols = "!#$&+-.^_`|~";  // attr-char of RFC 8187
  std::string encoded;
  for (const char c : text) {
    if (is_alphanumeric(c) || kSymbols.find(c) != std::string_view::npos) {
      encoded += c;
    } else {
      const auto byte = static_cast<unsigned char>(c);
      encoded += {'%', kHex[byte >> 4U], kHex[byte & 0xfU]};
    }
  }
  return encoded;
}

}  // namespace

std::string attachment(std::string_view file_name) {
  return "attachment; filename=\"" + to_ascii(file_name) + "\"; filename*=UTF-8''" +
         percent_encode(file_name);
}

}  // namespace server
