#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/heavy_hitters.h"

namespace auth {

/// What a RateLimiter counts: a name and the networks that contain it, the smallest first.
struct RateLimitKey {
  explicit RateLimitKey(std::string name, std::vector<std::string> networks = {});

  /// The same key within one part of what is counted ("JOB-ID ").
  [[nodiscard]] RateLimitKey prefixed(const std::string& prefix) const;
  /// The largest network, or the name without any.
  [[nodiscard]] const std::string& outermost() const;

  std::string name;
  std::vector<std::string> networks;
};

/// The addresses of an IPv6 /64 are counted as one name, since a client has all of them; its /48
/// and /32 are the networks, since one client may have those, too. Each IPv4 address is a name,
/// also when it is written as IPv6 (RFC 4291, section 2.5.5.2; RFC 6052, section 2.1).
[[nodiscard]] RateLimitKey address_key(std::string_view address);

/// Limits how often each of many names may do something: a burst, then a rate (the generic cell
/// rate algorithm), and kNetworkFactor times that for each larger network. Thread-safe.
///
/// At most kMaxNames names are stored per level. A level is the names, or one size of network. If
/// it is full, a new name replaces the stored name that has used the least of its burst, and starts
/// with that use. So a flood of new names resets no larger use, and all names together get no more
/// than kMaxNames names could.
class RateLimiter {
 public:
  using Clock = std::chrono::steady_clock;
  struct Rate {
    double per_second = 0;  // 0: unlimited
    double burst = 1;
  };
  /// Rejected since the last drain.
  struct Rejected {
    std::int64_t own = 0;     // of the name and its networks
    std::int64_t others = 0;  // of names that are not stored any more
  };

  static constexpr std::size_t kMaxNames = 20'000;
  static constexpr int kNetworkFactor = 16;

  explicit RateLimiter(Rate rate, std::size_t max_names = kMaxNames);

  /// Counts one request; when that is too many, returns the time to wait instead.
  [[nodiscard]] std::optional<std::chrono::seconds> acquire_or_retry_after(
      const RateLimitKey& key, Clock::time_point now = Clock::now());
  /// Reverts one counted request.
  void refund(const RateLimitKey& key);
  [[nodiscard]] Rejected drain_rejected(const RateLimitKey& key);
  /// Adds back what was drained.
  void restore_rejected(const RateLimitKey& key, const Rejected& rejected);

  /// How many comparisons the calls have made so far, for tests of their cost.
  [[nodiscard]] std::uint64_t comparisons() const;

 private:
  using Nanoseconds = std::chrono::nanoseconds;
  struct Bucket {
    Nanoseconds full_at{};  // when the whole burst is available again, by Clock
    std::int64_t rejected = 0;

    bool operator<(const Bucket& other) const { return full_at < other.full_at; }
  };
  using Buckets = base::HeavyHitters<Bucket>;
  struct Level {
    const Nanoseconds interval;  // in which a bucket regains one request
    Buckets buckets;
  };
  static constexpr std::size_t kLevels = 3;

  [[nodiscard]] static const std::string& name_of(const RateLimitKey& key, std::size_t level);
  [[nodiscard]] static Bucket bucket_of(const Level& level, const std::string& name);
  // Holding the mutex.
  void put(Level& level, const std::string& name, const Bucket& bucket);
  void count_rejected(Level& level, const std::string& name, std::int64_t count);

  const bool is_limited_;
  const Nanoseconds fill_time_;  // in which an empty bucket becomes full
  mutable std::mutex mutex_;
  // Protected by mutex_.
  std::array<Level, kLevels> levels_;     // names, then each size of network
  std::int64_t rejected_of_evicted_ = 0;  // Rejected::others
};

}  // namespace auth
