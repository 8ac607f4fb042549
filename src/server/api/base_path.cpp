#include "server/api/base_path.h"

#include "base/percent_encoding.h"

namespace server {

BasePath::BasePath(std::string_view base_url) {
  constexpr std::string_view kSchemeEnd = "://";
  const std::size_t scheme_end = base_url.find(kSchemeEnd);
  if (scheme_end == std::string_view::npos) return;
  const std::size_t slash = base_url.find('/', scheme_end + kSchemeEnd.size());
  if (slash == std::string_view::npos) return;
  text_ = base_url.substr(slash);
  decoded_ = base::percent_decode(text_);
}

std::string_view BasePath::strip(std::string_view path) const {
  if (decoded_.empty() || !path.starts_with(decoded_)) return {};
  path.remove_prefix(decoded_.size());
  if (path.empty()) return "/";
  return path.starts_with('/') ? path : std::string_view{};
}

}  // namespace server
