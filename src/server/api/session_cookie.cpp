#include "server/api/session_cookie.h"

#include <algorithm>

#include "base/ascii.h"

namespace server {

std::optional<std::string> SessionCookie::token(const Request& request) const {
  for (const auto& [header, value] : request.headers.all()) {
    if (!base::equal_ignoring_case(header, "Cookie")) continue;
    std::string_view rest = value;
    while (!rest.empty()) {
      std::string_view pair = rest.substr(0, rest.find(';'));
      rest.remove_prefix(std::min(rest.size(), pair.size() + 1));
      pair.remove_prefix(std::min(pair.size(), pair.find_first_not_of(' ')));
      if (pair.size() > name_.size() && pair.starts_with(name_) && pair[name_.size()] == '=') {
        return std::string{pair.substr(name_.size() + 1)};
      }
    }
  }
  return std::nullopt;
}

std::string SessionCookie::set(std::string_view token, bool is_secure,
                               std::optional<std::chrono::seconds> lifetime) const {
  std::string cookie = name_ + "=" + std::string{token} + "; Path=/; HttpOnly; SameSite=Strict";
  if (lifetime) cookie += "; Max-Age=" + std::to_string(lifetime->count());
  if (is_secure) cookie += "; Secure";
  return cookie;
}

std::string SessionCookie::remove(bool is_secure) const {
  return set("", is_secure, std::chrono::seconds{0});
}

}  // namespace server
