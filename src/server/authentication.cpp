#include "server/authentication.h"

#include "base/utf8.h"
#include "server/problem.h"

namespace server {
namespace {

/// A line a minute from each address or key, after the first few: who guesses must not fill the
/// disk. The next line counts those that were left out.
void note(const Services& services, const Request& request, const std::string& counted,
          access_control::Audit::Entry entry) {
  if (services.throttles.noted_strangers.take(counted)) return;
  const std::int64_t omitted = services.throttles.noted_strangers.take_refused(counted);
  entry.peer = request.peer;
  entry.request_id = request.id;
  entry.target = request.method + " " + request.path;
  if (omitted > 0) {
    entry.detail =
        "omitted=" + std::to_string(omitted) + (entry.detail.empty() ? "" : " ") + entry.detail;
  }
  try {
    services.audit.note(entry);
  } catch (const base::Error& error) {
    services.log.error("audit.failed", {{"requestId", request.id}, {"reason", error.what()}});
  }
}

void note_foreign_organization(const Services& services, const Request& request,
                               const access_control::Key& key) {
  constexpr std::size_t kMost = 128;  // bytes, as a uid has at most
  const std::string sent{request.headers.find("organization-id").value_or("")};
  note(services, request, "key " + key.id.text(),
       {.action = "login.refused",
        .organization = key.organization,
        .key = key.id,
        .detail = "organization-id=" + base::repaired_utf8(sent.substr(0, kMost))});
}

[[noreturn]] void refuse_stranger(const Services& services, const Request& request) {
  if (request.turn == 0) {  // a stream whose key has ended is no login
    // Only who has no key is counted: guessing keeps nobody out who has one.
    const std::string address = access_control::counted(request.peer);
    if (const auto wait = services.throttles.strangers.take(address)) throw rate_limited(*wait);
    note(services, request, address, {.action = "login.failed"});
  }
  Problem problem{401, "UNAUTHORIZED", base::Phrase{"server.unauthorized"}};
  problem.add_header("WWW-Authenticate", "api-key");
  throw problem;
}

}  // namespace

access_control::Key authenticated(const Services& services, const Request& request,
                                  access_control::Scope scope) {
  // An absent key goes the same way as a wrong one, so that they take the same time.
  const auto key = services.keys.authenticate(request.headers.find("api-key").value_or(""));
  if (!key) refuse_stranger(services, request);
  *request.identity = {key->organization.text(), key->id.text()};
  if (request.turn == 0) {
    if (const auto wait = services.throttles.keys.take(key->id.text())) throw rate_limited(*wait);
  }
  if (request.headers.find("organization-id") != key->organization.text()) {
    if (request.turn == 0) note_foreign_organization(services, request, *key);
    throw Problem{403, "NOT_ALLOWED", base::Phrase{"server.wrong_organization"}};
  }
  if (!key->allows(scope)) {
    throw Problem{403, "NOT_ALLOWED",
                  base::Phrase{"server.missing_scope",
                               {{"scope", std::string{access_control::name(scope)}}}}};
  }
  return *key;
}

}  // namespace server
