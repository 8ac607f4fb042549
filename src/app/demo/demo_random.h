#pragma once

#include <cstddef>
#include <cstdint>
#include <random>
#include <vector>

namespace app {

/// Random numbers that are the same on every machine: the standard specifies the numbers of
/// mt19937_64, but not the results of its distributions. Not thread-safe.
class DemoRandom {
 public:
  explicit DemoRandom(std::uint64_t seed) : engine_(seed) {}

  /// Uniform from 0 to `bound` - 1; `bound` must be positive.
  [[nodiscard]] std::int64_t below(std::int64_t bound) {
    const auto range = static_cast<std::uint64_t>(bound);
    const std::uint64_t uneven = (std::mt19937_64::max() - range + 1) % range;
    std::uint64_t drawn = engine_();
    while (drawn > std::mt19937_64::max() - uneven) drawn = engine_();
    return static_cast<std::int64_t>(drawn % range);
  }
  /// Uniform from `min` to `max`, both included.
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
