#include "server/authentication.h"

#include "server/problem.h"

namespace server {
namespace {

/// A line a minute from each address, after the first few: who guesses must not fill the disk. The
/// next line counts those that were left out.
void note_stranger(const Services& services, const Request& request) {
  const std::string address = access_control::counted(request.peer);
  if (services.throttles.noted_strangers.take(address)) return;
  const std::int64_t omitted = services.throttles.noted_strangers.take_refused(address);
  try {
    services.audit.note({.action = "login.failed",
                         .peer = request.peer,
                         .request_id = request.id,
                         .target = request.method + " " + request.path,
                         .detail = omitted > 0 ? "omitted=" + std::to_string(omitted) : ""});
  } catch (const base::Error& error) {
    services.log.error("audit.failed", {{"requestId", request.id}, {"reason", error.what()}});
  }
}

[[noreturn]] void refuse_stranger(const Services& services, const Request& request) {
  if (request.turn == 0) {  // a stream whose key has ended is no login
    // Only who has no key is counted: guessing keeps nobody out who has one.
    const std::string address = access_control::counted(request.peer);
    if (const auto wait = services.throttles.strangers.take(address)) throw rate_limited(*wait);
    note_stranger(services, request);
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
