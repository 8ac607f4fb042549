#pragma once

#include "access/keys.h"
#include "server/request.h"

namespace server {

/// Whose request this is: the headers api-key and organization-id, checked against the table. The
/// organization is the key's own, and the header must agree with it. Throws Problem 401 or 403.
[[nodiscard]] access_control::Key authenticated(access_control::Keys& keys, const Request& request,
                                                access_control::Scope scope);

}  // namespace server
