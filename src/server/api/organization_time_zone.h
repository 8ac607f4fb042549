#pragma once

#include "auth/api_key.h"
#include "language/time_zone.h"
#include "server/api/services.h"

namespace server {

/// The time zone of the caller's organization, in which days and times without an offset are read;
/// UTC while the catalogue does not have the organization. Thread-safe.
[[nodiscard]] language::TimeZone organization_time_zone(const Services& services,
                                                        const auth::ApiKey& caller);

}  // namespace server
