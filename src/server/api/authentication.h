#pragma once

#include "auth/api_key.h"
#include "server/api/services.h"
#include "server/http/request.h"

namespace server {

/// Whose request this is: the headers api-key and organization-id, checked against the table. The
/// organization is the key's own, and the header must agree with it. A request without a valid key
/// is recorded in the audit. Throws Problem 401 or 403, and 429 to who asks, or guesses, too often.
[[nodiscard]] auth::ApiKey authenticated(const Services& services, const Request& request,
                                         auth::Scope scope);

}  // namespace server
