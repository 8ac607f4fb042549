#pragma once

#include <cstddef>
#include <cstdint>
#include <random>
#include <vector>

namespace app {

/// Chance that falls alike on every machine: the standard fixes mt19937_64's numbers, but not what
/// its distributions make of them. One thread.
class DemoRandom {
 public:
  explicit DemoRandom(std::uint64_t seed) : engine_(seed) {}

  /// From 0 to `bound` - 1, each as likely; `bound` is positive.
  [[nodiscard]] std::int64_t below(std::int64_t bound) {
    const auto range = static_cast<std::uint64_t>(bound);
    const std::uint64_t uneven = (std::mt19937_64::max() - range + 1) % range;
    std::uint64_t drawn = engine_();
    while (drawn > std::mt19937_64::max() - uneven) drawn = engine_();
    return static_cast<std::int64_t>(drawn % range);
  }
  /// Both ends included.
  [[nodiscard]] std::int64_t between(std::int64_t min, std::int64_t max) {
    return min + below(max - min + 1);
  }
  [[nodiscard]] bool chance(int percent) { return below(100) < percent; }

  template <class Element>
  [[nodiscard]] const Element& pick(const std::vector<Element>& elements) {
    return elements[static_cast<std::size_t>(below(std::ssize(elements)))];
  }

 private:
  std::mt19937_64 engine_;
};

}  // namespace app
