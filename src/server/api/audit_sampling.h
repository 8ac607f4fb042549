#pragma once

#include <string>

#include "auth/audit.h"
#include "auth/rate_limiter.h"
#include "server/http/request.h"
#include "server/api/services.h"

namespace server {

/// A line of the audit about what may come often: of what is `bucket` as one, and of its networks,
/// those that `limiter` leaves out are counted by the next line (`omitted=N`), so that nobody
/// fills the disk. Those of others that the limiter does not remember any more are counted by the
/// next line of anybody (`omitted-of-others=N`). One that `is_mandatory` is not left out. It is
/// durable when this returns, but where the database cannot be written for a while, as during a
/// backup: then it is written later. What cannot be noted, as on a full disk, is said in the log,
/// and counted by the next line as well. False where it was left out. `limiter` outlives the
/// writer.
bool record_sampled(const Services& services, const Request& request, auth::RateLimiter& limiter,
                    const auth::RateLimitKey& bucket, auth::Audit::Entry entry,
                    bool is_mandatory = false);

}  // namespace server
