#include "server/api/base_path.h"

#include <algorithm>
#include <charconv>

namespace server {
namespace {

std::string percent_decode(std::string_view text) {
  std::string decoded;
  for (std::size_t i = 0; i < text.size(); ++i) {
    unsigned octet = 0;
    const std::string_view digits = text.substr(std::min(i + 1, text.size()), 2);
    const auto end = std::from_chars(digits.data(), digits.data() + digits.size(), octet, 16).ptr;
    const bool is_code = text[i] == '%' && end == digits.data() + 2;
    decoded += is_code ? static_cast<char>(octet) : text[i];
    if (is_code) i += 2;
  }
  return decoded;
}

}  // namespace

BasePath::BasePath(std::string_view base_url) {
  constexpr std::string_view kSchemeEnd = "://";
  const std::size_t scheme_end = base_url.find(kSchemeEnd);
  if (scheme_end == std::string_view::npos) return;
  const std::size_t slash = base_url.find('/', scheme_end + kSchemeEnd.size());
  if (slash == std::string_view::npos) return;
  text_ = base_url.substr(slash);
  decoded_ = percent_decode(text_);
}

std::string_view BasePath::strip(std::string_view path) const {
  if (decoded_.empty() || !path.starts_with(decoded_)) return {};
  path.remove_prefix(decoded_.size());
  return path.starts_with('/') ? path : std::string_view{};
}

}  // namespace server
