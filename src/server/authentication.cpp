#include "server/authentication.h"

#include "server/problem.h"

namespace server {

access_control::Key authenticated(access_control::Keys& keys, const Request& request,
                                  access_control::Scope scope) {
  // An absent key goes the same way as a wrong one, so that they take the same time.
  const auto key = keys.authenticate(request.headers.find("api-key").value_or(""));
  if (!key) {
    Problem problem{401, "UNAUTHORIZED", base::Phrase{"server.unauthorized"}};
    problem.add_header("WWW-Authenticate", "api-key");
    throw problem;
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
