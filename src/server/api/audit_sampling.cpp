#include "server/api/audit_sampling.h"

#include <chrono>
#include <exception>
#include <utility>

namespace server {
namespace {

constexpr std::chrono::seconds kMaxWriteWait{2};

std::string format_omitted(const auth::RateLimiter::Rejected& omitted) {
  std::string text;
  if (omitted.own > 0) text += "omitted=" + std::to_string(omitted.own) + " ";
  if (omitted.others > 0) text += "omitted-of-others=" + std::to_string(omitted.others) + " ";
  return text;
}

}  // namespace

std::int64_t UnauditedBytes::add(const std::string& reader, std::int64_t bytes) {
  const std::lock_guard lock(mutex_);
  if (const std::int64_t* known = bytes_.find(reader)) {
    bytes += *known;
  } else if (bytes_.is_full()) {
    bytes += bytes_.smallest();
  }
  bytes_.put(reader, bytes);
  return bytes;
}

void UnauditedBytes::mark_audited(const std::string& reader, std::int64_t bytes) {
  const std::lock_guard lock(mutex_);
  const std::int64_t* known = bytes_.find(reader);
  if (known == nullptr) return;
  if (*known > bytes) {
    bytes_.put(reader, *known - bytes);
  } else {
    bytes_.erase(reader);
  }
}

bool record_sampled(const Services& services, const Request& request, auth::RateLimiter& limiter,
                    const auth::RateLimitKey& bucket, auth::Audit::Entry entry, bool is_mandatory) {
  const bool is_rejected = limiter.acquire_or_retry_after(bucket).has_value();
  if (is_rejected && !is_mandatory) return false;
  auth::RateLimiter::Rejected omitted = limiter.drain_rejected(bucket);
  if (is_rejected && omitted.own > 0) --omitted.own;  // this one is recorded
  entry.peer = request.peer;
  entry.request_id = request.id;
  entry.detail = format_omitted(omitted) + entry.detail;
  if (entry.detail.ends_with(' ')) entry.detail.pop_back();
  services.auth.audit.record_in_background(
      std::move(entry), kMaxWriteWait,
      [log = &services.log, limiter = &limiter, id = request.id, bucket,
       omitted](const std::exception& error) mutable {
        log->error("audit.failed", {{"requestId", id}, {"reason", error.what()}});
        ++omitted.own;
        limiter->restore_rejected(bucket, omitted);
      });
  return true;
}

}  // namespace server
