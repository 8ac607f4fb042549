#include "server/api/authentication.h"

#include <chrono>
#include <optional>
#include <utility>

#include "base/utf8.h"
#include "server/api/audit_sampling.h"
#include "server/api/problem.h"

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

[[noreturn]] void throw_unauthorized(const Services& services, const Request& request,
                                     const std::optional<ApiKey>& ended) {
  if (request.resume_count == 0) {  // a stream whose key has ended is not a login
    // Only requests without a valid key are counted: guessing does not lock out callers with one.
    const auth::RateLimitKey address = auth::address_key(request.peer);
    throw_if_limited(request, "unauthenticated-rate",
                     services.auth.rate_limiters.unauthenticated.acquire_or_retry_after(address));
    record_failed_login(services, request, address, ended);
  }
  Problem problem{401, "UNAUTHORIZED", base::Message{"server.unauthorized"}};
  problem.add_header("WWW-Authenticate", "api-key");
  throw problem;
}

}  // namespace

ApiKey authenticated(const Services& services, const Request& request, auth::Scope scope) {
  // An absent key is checked like a wrong one, so that both take the same time.
  const auth::ApiKeyStore::AuthResult result =
      services.auth.keys.authenticate(request.headers.find("api-key").value_or(""));
  if (!result.is_live) throw_unauthorized(services, request, result.key);
  const std::optional<ApiKey>& key = result.key;
  request.identity->organization = key->grant.organization.text();
  request.identity->key = key->id.text();
  if (request.resume_count == 0) {
    throw_if_limited(request, "key-rate",
                     services.auth.rate_limiters.keys.acquire_or_retry_after(
                         auth::RateLimitKey{key->id.text()}));
  }
  if (request.headers.find("organization-id") != key->grant.organization.text()) {
    if (request.resume_count == 0) record_wrong_organization(services, request, *key);
    throw Problem{403, "NOT_ALLOWED", base::Message{"server.wrong_organization"}};
  }
  if (!key->allows(scope)) {
    throw Problem{
        403, "NOT_ALLOWED",
        base::Message{"server.missing_scope", {{"scope", std::string{auth::name(scope)}}}}};
  }
  return *key;
}

}  // namespace server
