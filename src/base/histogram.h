#pragma once

#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <span>

namespace base {

/// A histogram of durations with fixed bounds, from a millisecond to half an hour. Thread-safe; a
/// reader may see a count before it is in the sum.
class Histogram {
 public:
  static constexpr std::array<double, 13> kBounds{0.001, 0.005, 0.025, 0.1, 0.5,   1,   2.5,
                                                  5,     10,    30,    60,  300.0, 1800};

  void observe(std::chrono::nanoseconds time) {
    const double seconds = std::chrono::duration<double>(time).count();
    std::size_t bucket = 0;
    while (bucket < kBounds.size() && seconds > kBounds[bucket]) ++bucket;
    ++counts_[bucket];
    nanoseconds_ += time.count();
  }

  /// One count per bound, of durations up to it and above the one before, and one above the last.
  [[nodiscard]] std::span<const std::atomic<std::int64_t>> counts() const { return counts_; }
  [[nodiscard]] std::chrono::nanoseconds sum() const {
    return std::chrono::nanoseconds{nanoseconds_};
  }

 private:
  std::array<std::atomic<std::int64_t>, kBounds.size() + 1> counts_{};
  std::atomic<std::int64_t> nanoseconds_ = 0;
};

}  // namespace base
