#include "server/noting.h"

#include <chrono>
#include <exception>
#include <utility>

namespace server {
namespace {

constexpr std::chrono::seconds kPatience{2};

std::string words_of(const auth::RateLimiter::Rejected& omitted) {
  std::string words;
  if (omitted.own > 0) words += "omitted=" + std::to_string(omitted.own) + " ";
  if (omitted.others > 0) words += "omitted-of-others=" + std::to_string(omitted.others) + " ";
  return words;
}

}  // namespace

bool note_thinned(const Services& services, const Request& request, auth::RateLimiter& throttle,
                  const auth::RateLimitKey& counted, auth::Audit::Entry entry, bool must) {
  const bool is_refused = throttle.acquire_or_retry_after(counted).has_value();
  if (is_refused && !must) return false;
  auth::RateLimiter::Rejected omitted = throttle.drain_rejected(counted);
  if (is_refused && omitted.own > 0) --omitted.own;  // this one has its line
  entry.peer = request.peer;
  entry.request_id = request.id;
  entry.detail = words_of(omitted) + entry.detail;
  if (entry.detail.ends_with(' ')) entry.detail.pop_back();
  services.audit.record_in_background(
      std::move(entry), kPatience,
      [log = &services.log, throttle = &throttle, id = request.id, counted,
       omitted](const std::exception& error) mutable {
        log->error("audit.failed", {{"requestId", id}, {"reason", error.what()}});
        ++omitted.own;
        throttle->restore_rejected(counted, omitted);
      });
  return true;
}

}  // namespace server
