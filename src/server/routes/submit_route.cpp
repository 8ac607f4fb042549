#include "server/routes/submit_route.h"

#include "base/digest.h"
#include "model/canonical_request.h"
#include "model/request_validator.h"
#include "server/api/authentication.h"
#include "server/api/json_body.h"
#include "server/api/problem.h"

namespace server {
Response SubmitRoute::operator()(const Request& request) const {
  const auth::ApiKey key = authenticated(services_, request, auth::Scope::kSubmit);
  require_json(request);
  const json::Value body = parse_json_body(request);
  JobSubmitter::Submission submission = job_submitter_.begin(request, key);
  if (request.headers.find("Idempotency-Key")) {
    const model::CanonicalRequest canonical =
        model::canonical_request(body, key.grant.organization);
    if (canonical.diagnostics.errors.empty()) {  // else it is rejected below
      auto replay = submission.replay(canonical.language, canonical.digest,
                                      base::sha256(request.body), canonical.diagnostics.warnings);
      if (replay) return *std::move(replay);
    }
  }
  const auto catalogue = services_.data.catalogue();
  if (!catalogue) throw unavailable();
  submission.validate(model::validate_body(catalogue, body, key.to_caller(services_.clock.now())),
                      requested_language(body));
  submission.look_up();
  return submission.admit();
}

}  // namespace server
