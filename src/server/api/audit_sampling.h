#pragma once

#include <cstddef>
#include <cstdint>
#include <mutex>
#include <string>

#include "auth/audit.h"
#include "auth/rate_limiter.h"
#include "base/heavy_hitters.h"
#include "server/api/services.h"
#include "server/http/request.h"

namespace server {

/// Counts the bytes of a file that each reader has received since its last audit entry. It
/// remembers only the readers with the most bytes; beyond that, a new reader starts with the
/// smallest remembered count, so that many readers cannot hide one. Thread-safe.
class UnauditedBytes {
 public:
  static constexpr std::size_t kMaxReaders = 20'000;

  explicit UnauditedBytes(std::size_t max_readers = kMaxReaders) : bytes_(max_readers) {}

  /// The reader's total, including these.
  [[nodiscard]] std::int64_t add(const std::string& reader, std::int64_t bytes);
  /// An audit entry covers this many bytes now.
  void mark_audited(const std::string& reader, std::int64_t bytes);

 private:
  std::mutex mutex_;
  base::HeavyHitters<std::int64_t> bytes_;  // protected by mutex_
};

/// Records an audit entry that may come often. Of one `bucket` (and its networks), entries above
/// the rate of `limiter` are left out and counted by the next one (`omitted=N`), so that no caller
/// fills the disk; those of buckets that the limiter has discarded are counted by the next entry of
/// any bucket (`omitted-of-others=N`). An entry that `is_mandatory` is never left out. The entry is
/// durable when this returns, unless the database cannot be written for a while, as during a
/// backup; then it is written later. If it cannot be written at all, as on a full disk, that is
/// logged, and the next entry counts it too. Returns false if the entry was left out. `limiter`
/// must outlive the audit's writer. Thread-safe.
bool record_sampled(const Services& services, const Request& request, auth::RateLimiter& limiter,
                    const auth::RateLimitKey& bucket, auth::Audit::Entry entry,
                    bool is_mandatory = false);

}  // namespace server
