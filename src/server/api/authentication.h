#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "auth/api_key.h"
#include "auth/session.h"
#include "server/api/problem.h"
#include "server/api/services.h"
#include "server/http/request.h"

namespace server {

/// Who sent a request. A value.
struct Principal {
  auth::ApiKey key;
  std::optional<auth::Session> session = {};  // of a request with a cookie
};

/// 401: the session of the request's cookie is not live.
class SessionEnded : public Problem {
 public:
  /// `reason` is absent for an unknown session.
  explicit SessionEnded(std::optional<auth::SessionEnd> reason);

  [[nodiscard]] const std::optional<auth::SessionEnd>& reason() const { return reason_; }

 private:
  std::optional<auth::SessionEnd> reason_;
};

/// Finds out who sent the request: by the header api-key, else by the session cookie. The header
/// organization-id must name the key's own organization; with a cookie it may be absent. A request
/// without a valid key is recorded in the audit. Throws SessionEnded, Problem 401 or 403, and 429
/// to callers that exceed a rate. Thread-safe.
[[nodiscard]] Principal identify(const Services& services, const Request& request);
/// The key of the one that identify() finds. Throws Problem 403 if it lacks the scope.
[[nodiscard]] auth::ApiKey authenticated(const Services& services, const Request& request,
                                         auth::Scope scope);
/// The same with either scope.
[[nodiscard]] auth::ApiKey authenticated(const Services& services, const Request& request,
                                         auth::Scope scope, auth::Scope other);
/// The live key that someone presents to sign in; else throws like identify().
[[nodiscard]] auth::ApiKey require_live_key(const Services& services, const Request& request,
                                            std::string_view presented);
/// Counts the request for the key, which the log then names. Throws Problem 429 if there are too
/// many.
void count_request(const Services& services, const Request& request, const auth::ApiKey& key);
/// Counts a wrong credential of the request's address, and records it in the audit. Throws Problem
/// 429 if there are too many of them.
void count_failed_login(const Services& services, const Request& request, const char* detail);
/// Throws Problem 403 if the key lacks the scope.
void require_scope(const auth::ApiKey& key, auth::Scope scope);

}  // namespace server
