#include "server/api/authentication.h"

#include <chrono>
#include <optional>
#include <utility>

#include "base/utf8.h"
#include "server/api/audit_sampling.h"
#include "server/api/session_cookie.h"

namespace server {
namespace {

using auth::ApiKey;

/// Records one entry a minute for each address or key, after the first few.
void record_refusal(const Services& services, const Request& request,
                    const auth::RateLimitKey& bucket, auth::Audit::Entry entry) {
  entry.target = request.method + " " + request.path;
  record_sampled(services, request, services.auth.rate_limiters.audited_unauthenticated, bucket,
                 std::move(entry));
}

/// Throws Problem 429 if the caller has to wait; the log names the limit.
void throw_if_limited(const Request& request, const char* name,
                      const std::optional<std::chrono::seconds>& retry_after) {
  if (!retry_after) return;
  request.identity->limit = name;
  throw rate_limited(*retry_after);
}

void record_wrong_organization(const Services& services, const Request& request,
                               const ApiKey& key) {
  constexpr std::size_t kMaxUidBytes = 128;  // the longest that a uid may be
  const std::string sent{request.headers.find("organization-id").value_or("")};
  record_refusal(
      services, request, auth::RateLimitKey{"key " + key.id.text()},
      {.action = "login.refused",
       .organization = key.grant.organization,
       .key = key.id,
       .detail = "organization-id=" + base::sanitize_utf8(sent.substr(0, kMaxUidBytes))});
}

/// Only the audit and the log say that the key was revoked or has expired. It is counted by its
/// address like any other failure, so that both take the same time.
void record_failed_login(const Services& services, const Request& request,
                         const auth::RateLimitKey& address, const std::optional<ApiKey>& ended) {
  auth::Audit::Entry entry{.action = "login.failed"};
  if (ended) {
    request.identity->ended_key = ended->id.text();
    entry.organization = ended->grant.organization;
    entry.key = ended->id;
    entry.detail = ended->revoked_at ? "revoked" : "expired";
  }
  record_refusal(services, request, address, std::move(entry));
}

/// Only requests without a valid key are counted: guessing does not lock out callers with one.
auth::RateLimitKey count_unauthenticated(const Services& services, const Request& request) {
  auth::RateLimitKey address = auth::address_key(request.peer);
  throw_if_limited(request, "unauthenticated-rate",
                   services.auth.rate_limiters.unauthenticated.acquire_or_retry_after(address));
  return address;
}

Problem unauthorized(int status, std::string code, base::Message message) {
  Problem problem{status, std::move(code), std::move(message)};
  problem.add_header("WWW-Authenticate", "api-key");
  return problem;
}

[[noreturn]] void throw_unauthorized(const Services& services, const Request& request,
                                     const std::optional<ApiKey>& ended) {
  if (request.resume_count == 0) {  // a stream whose key has ended is not a login
    record_failed_login(services, request, count_unauthenticated(services, request), ended);
  }
  throw unauthorized(401, "UNAUTHORIZED", base::Message{"server.unauthorized"});
}

/// Whether a person caused the request, so that the session is in use. Streams, long polls, and
/// what a page asks for by itself are not.
bool is_personal(const Request& request) {
  return request.resume_count == 0 && !request.path.ends_with("/events") &&
         !request.query.contains("wait") && !request.headers.find("X-Background");
}

Principal identify_session(const Services& services, const Request& request,
                           std::string_view token) {
  auto found = services.auth.sessions.find(token);
  if (!found) {
    static_cast<void>(count_unauthenticated(services, request));
    throw SessionEnded{std::nullopt};
  }
  if (found->end) {
    request.identity->ended_key = found->key.id.text();
    throw SessionEnded{found->end};
  }
  if (is_personal(request)) services.auth.sessions.record_use(found->session, found->key.id);
  return {std::move(found->key), std::move(found->session)};
}

Principal identify_any(const Services& services, const Request& request) {
  const auto presented = request.headers.find("api-key");
  if (!presented) {
    const SessionCookie cookie{services.auth.sessions.installation()};
    if (const auto token = cookie.token(request)) {
      return identify_session(services, request, *token);
    }
  }
  // An absent key is checked like a wrong one, so that both take the same time.
  return {require_live_key(services, request, presented.value_or(""))};
}

std::string reason_word(const std::optional<auth::SessionEnd>& reason) {
  return reason ? std::string{auth::name(*reason)} : "unknown";
}

}  // namespace

SessionEnded::SessionEnded(std::optional<auth::SessionEnd> reason)
    : Problem(
          unauthorized(401, "SESSION_ENDED",
                       base::Message{"server.session_ended", {{"reason", reason_word(reason)}}})),
      reason_(reason) {}

void count_request(const Services& services, const Request& request, const ApiKey& key) {
  request.identity->organization = key.grant.organization.text();
  request.identity->key = key.id.text();
  if (request.resume_count > 0) return;
  throw_if_limited(
      request, "key-rate",
      services.auth.rate_limiters.keys.acquire_or_retry_after(auth::RateLimitKey{key.id.text()}));
}

ApiKey require_live_key(const Services& services, const Request& request,
                        std::string_view presented) {
  auth::ApiKeyStore::AuthResult result = services.auth.keys.authenticate(presented);
  if (!result.is_live) throw_unauthorized(services, request, result.key);
  return *std::move(result.key);
}

void count_failed_login(const Services& services, const Request& request, const char* detail) {
  record_refusal(services, request, count_unauthenticated(services, request),
                 {.action = "login.failed", .detail = detail});
}

Principal identify(const Services& services, const Request& request) {
  Principal principal = identify_any(services, request);
  const ApiKey& key = principal.key;
  request.identity->organization = key.grant.organization.text();
  request.identity->key = key.id.text();
  if (request.resume_count == 0) {
    throw_if_limited(
        request, "key-rate",
        services.auth.rate_limiters.keys.acquire_or_retry_after(auth::RateLimitKey{key.id.text()}));
  }
  const auto organization = request.headers.find("organization-id");
  const bool may_be_absent = principal.session.has_value();
  if (organization != key.grant.organization.text() && (organization || !may_be_absent)) {
    if (request.resume_count == 0) record_wrong_organization(services, request, key);
    throw Problem{403, "NOT_ALLOWED", base::Message{"server.wrong_organization"}};
  }
  return principal;
}

void require_scope(const ApiKey& key, auth::Scope scope) {
  if (key.allows(scope)) return;
  throw Problem{403, "NOT_ALLOWED",
                base::Message{"server.missing_scope", {{"scope", std::string{auth::name(scope)}}}}};
}

ApiKey authenticated(const Services& services, const Request& request, auth::Scope scope) {
  Principal principal = identify(services, request);
  require_scope(principal.key, scope);
  return principal.key;
}

ApiKey authenticated(const Services& services, const Request& request, auth::Scope scope,
                     auth::Scope other) {
  Principal principal = identify(services, request);
  if (!principal.key.allows(other)) require_scope(principal.key, scope);
  return principal.key;
}

}  // namespace server
