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

/// How many bytes of a file each reader has had since the audit had a line of it. It remembers a
/// bounded number of readers, those with the most bytes; with more, a new one starts with the
/// fewest that a remembered one has had, so that many readers hide nobody. Thread-safe.
class UnauditedBytes {
 public:
  static constexpr std::size_t kMaxReaders = 20'000;

  explicit UnauditedBytes(std::size_t max_readers = kMaxReaders) : bytes_(max_readers) {}

  /// All since then, with these.
  [[nodiscard]] std::int64_t add(const std::string& reader, std::int64_t bytes);
  /// So many are in a line now.
  void mark_audited(const std::string& reader, std::int64_t bytes);

 private:
  std::mutex mutex_;
  base::HeavyHitters<std::int64_t> bytes_;  // protected by mutex_
};

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
