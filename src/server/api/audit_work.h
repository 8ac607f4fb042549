#pragma once

#include "auth/api_key.h"
#include "database/writer.h"
#include "server/api/services.h"
#include "server/http/request.h"

namespace server {

/// Writes the audit entry of what the key does to the path parameter `uid` of the request. To be
/// run in the transaction of the action.
[[nodiscard]] database::Writer::Work audit_work(const Services& services, const char* action,
                                                const Request& request, const auth::ApiKey& key);

}  // namespace server
