#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "server/http/request.h"

namespace server {

/// The cookie that holds a session's token (RFC 6265): HttpOnly, SameSite=Strict, for all paths.
/// Its name holds the installation's id, since servers on one host share their cookies, whatever
/// their ports. Immutable. Thread-safe.
class SessionCookie {
 public:
  explicit SessionCookie(const std::string& installation) : name_("gormic-bi-" + installation) {}

  /// The token that the request brings; absent without the cookie.
  [[nodiscard]] std::optional<std::string> token(const Request& request) const;
  /// The value of Set-Cookie. Without `lifetime`, the cookie ends with the browser.
  [[nodiscard]] std::string set(std::string_view token, bool is_secure,
                                std::optional<std::chrono::seconds> lifetime = {}) const;
  /// The value of Set-Cookie that removes the cookie.
  [[nodiscard]] std::string remove(bool is_secure) const;

 private:
  const std::string name_;
};

}  // namespace server
