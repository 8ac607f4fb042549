#include "server/noting.h"

#include <chrono>
#include <exception>
#include <utility>

namespace server {
namespace {

constexpr std::chrono::seconds kPatience{2};

}  // namespace

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
  services.audit.note_soon(
      std::move(entry), kPatience,
      [log = &services.log, id = request.id](const std::exception& error) {
        log->error("audit.failed", {{"requestId", id}, {"reason", error.what()}});
      });
  return true;
}

}  // namespace server
