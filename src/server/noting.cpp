#include "server/noting.h"

#include "base/error.h"

namespace server {

bool note_thinned(const Services& services, const Request& request,
                  access_control::Throttle& throttle, const std::string& counted,
                  access_control::Audit::Entry entry, bool must) {
  if (throttle.take(counted) && !must) return false;
  const std::int64_t omitted = throttle.take_refused(counted);
  entry.peer = request.peer;
  entry.request_id = request.id;
  if (omitted > 0) {
    entry.detail =
        "omitted=" + std::to_string(omitted) + (entry.detail.empty() ? "" : " ") + entry.detail;
  }
  try {
    services.audit.note(entry);
  } catch (const base::Error& error) {
    services.log.error("audit.failed", {{"requestId", request.id}, {"reason", error.what()}});
  }
  return true;
}

}  // namespace server
