#include "server/http/content_disposition.h"

#include <algorithm>

#include "base/ascii.h"
#include "base/percent_encoding.h"

namespace server {
namespace {

/// Replaces each run of other characters by one "_". A name without any ASCII letter becomes
/// "report".
std::string to_ascii(std::string_view name) {
  const std::size_t dot = std::min(name.rfind('.'), name.size());
  std::string stem;
  for (const char c : name.substr(0, dot)) {
    const bool is_plain = c >= ' ' && c < 0x7f && c != '"' && c != '\\' && c != '%';
    if (is_plain || !stem.ends_with('_')) stem += is_plain ? c : '_';
  }
  if (std::ranges::none_of(stem, [](char c) { return base::is_letter(c); })) {
    stem = "report";
  }
  const std::string_view extension = name.substr(dot);
  const bool is_plain =
      std::ranges::all_of(extension, [](char c) { return c == '.' || base::is_alphanumeric(c); });
  return is_plain ? stem + std::string{extension} : stem;
}

}  // namespace

std::string attachment(std::string_view file_name) {
  constexpr std::string_view kSymbols = "!#$&+-.^_`|~";  // attr-char of RFC 8187
  return "attachment; filename=\"" + to_ascii(file_name) + "\"; filename*=UTF-8''" +
         base::percent_encode(file_name, kSymbols);
}

}  // namespace server
