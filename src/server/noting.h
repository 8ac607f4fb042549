#pragma once

#include <string>

#include "access/audit.h"
#include "access/throttle.h"
#include "server/request.h"
#include "server/services.h"

namespace server {

/// A line of the audit about what may come often: of what is `counted` as one, those that
/// `throttle` leaves out are counted by the next line (`omitted=N`), so that nobody fills the disk.
/// What cannot be noted, as on a full disk, is said in the log.
void note_thinned(const Services& services, const Request& request,
                  access_control::Throttle& throttle, const std::string& counted,
                  access_control::Audit::Entry entry);

}  // namespace server
