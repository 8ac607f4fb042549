#pragma once

#include <string>

#include "auth/audit.h"
#include "auth/rate_limiter.h"
#include "server/request.h"
#include "server/services.h"

namespace server {

/// A line of the audit about what may come often: of what is `counted` as one, and of its networks,
/// those that `throttle` leaves out are counted by the next line (`omitted=N`), so that nobody
/// fills the disk. Those of others that the throttle does not remember any more are counted by the
/// next line of anybody (`omitted-of-others=N`). One that `must` be is not left out. It is durable
/// when this returns, but where the database cannot be written for a while, as during a backup:
/// then it is written later. What cannot be noted, as on a full disk, is said in the log, and
/// counted by the next line as well. False where it was left out. `throttle` outlives the writer.
bool note_thinned(const Services& services, const Request& request, auth::RateLimiter& throttle,
                  const auth::RateLimitKey& counted, auth::Audit::Entry entry, bool must = false);

}  // namespace server
