#pragma once

#include <chrono>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace access_control {

/// How often each of many may do something: so often at once, and so often a second from then on.
/// It remembers a bounded number of names. Any thread.
class Throttle {
 public:
  using Clock = std::chrono::steady_clock;
  struct Rate {
    double per_second = 0;  // 0: as often as it likes
    double at_once = 1;
  };

  explicit Throttle(Rate rate) : rate_(rate) {}

  /// Counts one; or, where that is too many, tells when to come again.
  [[nodiscard]] std::optional<std::chrono::seconds> take(std::string_view name,
                                                         Clock::time_point now = Clock::now());
  /// Takes one back that was counted.
  void give_back(std::string_view name);
  /// How many were too many since this was asked last.
  [[nodiscard]] std::int64_t take_refused(std::string_view name);

 private:
  struct Bucket {
    double left = 0;
    Clock::time_point at;
    std::int64_t refused = 0;
  };

  [[nodiscard]] double refilled(const Bucket& bucket, Clock::time_point now) const;
  void forget_full_ones(Clock::time_point now);

  const Rate rate_;
  std::mutex mutex_;
  std::unordered_map<std::string, Bucket> buckets_;  // protected by mutex_
};

/// The name under which an address is counted: an IPv6 client has a whole /64 of them.
[[nodiscard]] std::string counted(std::string_view address);

}  // namespace access_control
