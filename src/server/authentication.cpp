#include "server/authentication.h"

#include <chrono>
#include <optional>
#include <utility>

#include "base/utf8.h"
#include "server/noting.h"
#include "server/problem.h"

namespace server {
namespace {

using auth::ApiKey;

/// A line a minute from each address or key, after the first few.
void note(const Services& services, const Request& request, const auth::RateLimitKey& counted,
          auth::Audit::Entry entry) {
  entry.target = request.method + " " + request.path;
  note_thinned(services, request, services.throttles.audited_unauthenticated, counted,
               std::move(entry));
}

/// Throws Problem 429 where there is something to wait for; the log names the limit.
void limit(const Request& request, const char* name,
           const std::optional<std::chrono::seconds>& wait) {
  if (!wait) return;
  request.identity->limit = name;
  throw rate_limited(*wait);
}

void note_foreign_organization(const Services& services, const Request& request,
                               const ApiKey& key) {
  constexpr std::size_t kMost = 128;  // bytes, as a uid has at most
  const std::string sent{request.headers.find("organization-id").value_or("")};
  note(services, request, auth::RateLimitKey{"key " + key.id.text()},
       {.action = "login.refused",
        .organization = key.organization,
        .key = key.id,
        .detail = "organization-id=" + base::sanitize_utf8(sent.substr(0, kMost))});
}

/// Whose key has ended is told to the administrator alone: counted by its address like any other,
/// so that it takes no longer either.
void note_failed_login(const Services& services, const Request& request,
                       const auth::RateLimitKey& address, const std::optional<ApiKey>& ended) {
  auth::Audit::Entry entry{.action = "login.failed"};
  if (ended) {
    request.identity->ended_key = ended->id.text();
    entry.organization = ended->organization;
    entry.key = ended->id;
    entry.detail = ended->revoked_at ? "revoked" : "expired";
  }
  note(services, request, address, std::move(entry));
}

[[noreturn]] void refuse_stranger(const Services& services, const Request& request,
                                  const std::optional<ApiKey>& ended) {
  if (request.turn == 0) {  // a stream whose key has ended is no login
    // Only who has no key is counted: guessing keeps nobody out who has one.
    const auth::RateLimitKey address = auth::address_key(request.peer);
    limit(request, "stranger-rate",
          services.throttles.unauthenticated.acquire_or_retry_after(address));
    note_failed_login(services, request, address, ended);
  }
  Problem problem{401, "UNAUTHORIZED", base::Message{"server.unauthorized"}};
  problem.add_header("WWW-Authenticate", "api-key");
  throw problem;
}

}  // namespace

ApiKey authenticated(const Services& services, const Request& request, auth::Scope scope) {
  // An absent key goes the same way as a wrong one, so that they take the same time.
  const auth::ApiKeyStore::AuthResult presented =
      services.keys.authenticate(request.headers.find("api-key").value_or(""));
  if (!presented.is_live) refuse_stranger(services, request, presented.key);
  const std::optional<ApiKey>& key = presented.key;
  request.identity->organization = key->organization.text();
  request.identity->key = key->id.text();
  if (request.turn == 0) {
    limit(request, "key-rate",
          services.throttles.keys.acquire_or_retry_after(auth::RateLimitKey{key->id.text()}));
  }
  if (request.headers.find("organization-id") != key->organization.text()) {
    if (request.turn == 0) note_foreign_organization(services, request, *key);
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
