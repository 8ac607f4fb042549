#pragma once

#include "auth/api_key.h"
#include "server/api/services.h"
#include "server/http/request.h"

namespace server {

/// Returns the API key of the request, after checking the headers api-key and organization-id
/// (which must name the key's own organization). A request without a valid key is recorded in the
/// audit. Throws Problem 401 or 403, and 429 to callers that exceed a rate. Thread-safe.
[[nodiscard]] auth::ApiKey authenticated(const Services& services, const Request& request,
                                         auth::Scope scope);

}  // namespace server
