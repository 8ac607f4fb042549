#pragma once

#include <string>

#include "auth/audit.h"
#include "json/value.h"
#include "server/api/authentication.h"
#include "server/api/services.h"
#include "server/api/session_cookie.h"
#include "server/http/request.h"
#include "server/http/response.h"

namespace server {

/// Signing in and out in a browser. Thread-safe.
class SessionRoutes {
 public:
  /// Both must outlive it.
  SessionRoutes(const Services& services, const std::string& base_url)
      : services_(services), base_url_(base_url), cookie_(services.auth.sessions.installation()) {}

  /// `POST /v1/bi/sessions`: exchanges an API key, or the token of a sign-in link, for the cookie.
  [[nodiscard]] Response sign_in(const Request& request) const;
  /// `GET /v1/bi/sessions`: the caller's sessions, the most recently used first.
  [[nodiscard]] Response list(const Request& request) const;
  /// `DELETE /v1/bi/sessions`: signs out everywhere.
  [[nodiscard]] Response sign_out_everywhere(const Request& request) const;
  /// `GET /v1/bi/sessions/current`: who is signed in.
  [[nodiscard]] Response current(const Request& request) const;
  /// `PUT /v1/bi/sessions/current`: whether this device stays signed in.
  [[nodiscard]] Response change(const Request& request) const;
  /// `DELETE /v1/bi/sessions/current`: signs out.
  [[nodiscard]] Response sign_out(const Request& request) const;
  /// `DELETE /v1/bi/sessions/{uid}`: ends one of the caller's sessions.
  [[nodiscard]] Response end(const Request& request) const;

 private:
  [[nodiscard]] bool is_secure() const { return base_url_.starts_with("https://"); }
  [[nodiscard]] json::Value to_json(const auth::Session& session, const Principal& caller) const;
  [[nodiscard]] json::Value describe(const Principal& caller) const;
  [[nodiscard]] Response respond_with_cookie(const Request& request, const Principal& caller,
                                             const std::string& token) const;

  const Services& services_;
  const std::string& base_url_;
  const SessionCookie cookie_;
};

}  // namespace server
