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

/// What a RateLimiter counts: a name, and the networks that it is in, the smallest first.
struct RateLimitKey {
  explicit RateLimitKey(std::string name, std::vector<std::string> networks = {});

  /// The same of one part of what is counted ("JOB-ID ").
  [[nodiscard]] RateLimitKey prefixed(const std::string& prefix) const;
  /// The largest network, or the name where it is in none.
  [[nodiscard]] const std::string& outermost() const;

  std::string name;
  std::vector<std::string> networks;
};

/// An IPv6 client has a /64 of addresses, which are counted as one; a /48 and a /32 are its
/// networks, since one client may have all of those, too. IPv4 addresses are counted each, also
/// where they come as IPv6 (RFC 4291, section 2.5.5.2; RFC 6052, section 2.1).
[[nodiscard]] RateLimitKey address_key(std::string_view address);

/// Limits how often each of many names may do something: so often at once, and so often a second
/// from then on (the generic cell rate algorithm). A network may do it kNetworkFactor times as
/// often as a name, or as the smaller network in it. Remembers kMaxNames names of each kind; with
/// more, new ones start with the smallest debt that a remembered one has. So nobody loses a debt
/// to a flood of new names, and all together get no more than so many names could. Thread-safe.
class RateLimiter {
 public:
  using Clock = std::chrono::steady_clock;
  struct Rate {
    double per_second = 0;  // 0: as often as it likes
    double burst = 1;
  };
  /// Rejected since the last drain.
  struct Rejected {
    std::int64_t own = 0;     // of the name and its networks
    std::int64_t others = 0;  // of names that are not remembered any more
  };

  static constexpr std::size_t kMaxNames = 20'000;
  static constexpr int kNetworkFactor = 16;

  explicit RateLimiter(Rate rate, std::size_t max_names = kMaxNames);

  /// Counts one; where that is too many, returns the time to wait instead.
  [[nodiscard]] std::optional<std::chrono::seconds> acquire_or_retry_after(
      const RateLimitKey& key, Clock::time_point now = Clock::now());
  /// Takes back one that was counted.
  void refund(const RateLimitKey& key);
  [[nodiscard]] Rejected drain_rejected(const RateLimitKey& key);
  /// Adds back what was drained.
  void restore_rejected(const RateLimitKey& key, const Rejected& rejected);

  /// How many comparisons its calls have cost so far.
  [[nodiscard]] std::uint64_t comparisons() const;

 private:
  using Nanoseconds = std::chrono::nanoseconds;
  struct Bucket {
    Nanoseconds full_at{};  // of the clock: when all of `burst` is there again
    std::int64_t rejected = 0;

    bool operator<(const Bucket& other) const { return full_at < other.full_at; }
  };
  using Buckets = base::HeavyHitters<Bucket>;
  /// Names, and each kind of network.
  struct Level {
    const Nanoseconds interval;  // in which one comes back
    Buckets buckets;
  };
  static constexpr std::size_t kLevels = 3;

  [[nodiscard]] static const std::string& name_of(const RateLimitKey& key, std::size_t level);
  [[nodiscard]] static Bucket bucket_of(const Level& level, const std::string& name);
  // Holding the mutex.
  void put(Level& level, const std::string& name, const Bucket& bucket);
  void count_rejected(Level& level, const std::string& name, std::int64_t count);

  const bool is_limited_;
  const Nanoseconds fill_time_;  // in which an empty bucket is full again
  mutable std::mutex mutex_;
  // Protected by mutex_.
  std::array<Level, kLevels> levels_;     // names, and each kind of network
  std::int64_t rejected_of_evicted_ = 0;  // Rejected::others
};

}  // namespace auth
