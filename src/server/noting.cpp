#include "server/noting.h"

#include <chrono>
#include <exception>
#include <utility>

namespace server {
namespace {

constexpr std::chrono::seconds kPatience{2};

std::string words_of(const access_control::Throttle::Refused& omitted) {
  std::string words;
  if (omitted.own > 0) words += "omitted=" + std::to_string(omitted.own) + " ";
  if (omitted.others > 0) words += "omitted-of-others=" + std::to_string(omitted.others) + " ";
  return words;
}

}  // namespace

bool note_thinned(const Services& services, const Request& request,
                  access_control::Throttle& throttle, const access_control::ThrottleKey& counted,
                  access_control::Audit::Entry entry, bool must) {
  const bool is_refused = throttle.take(counted).has_value();
  if (is_refused && !must) return false;
  access_control::Throttle::Refused omitted = throttle.take_refused(counted);
  if (is_refused && omitted.own > 0) --omitted.own;  // this one has its line
  entry.peer = request.peer;
  entry.request_id = request.id;
  entry.detail = words_of(omitted) + entry.detail;
  if (entry.detail.ends_with(' ')) entry.detail.pop_back();
  services.audit.note_soon(
      std::move(entry), kPatience,
      [log = &services.log, throttle = &throttle, id = request.id, counted,
       omitted](const std::exception& error) mutable {
        log->error("audit.failed", {{"requestId", id}, {"reason", error.what()}});
        ++omitted.own;
        throttle->add_refused(counted, omitted);
      });
  return true;
}

}  // namespace server
