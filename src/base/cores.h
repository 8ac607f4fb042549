#pragma once

#include <atomic>

namespace base {

/// How many threads this process can have compute at once: on the processors that its affinity
/// leaves it (taskset, a container's cpuset), and in the time that its cgroups' quota leaves it,
/// rounded up. At least 1.
[[nodiscard]] int usable_cores();

/// How many of the processor's cores nobody works on, as far as those say who use it: work that
/// must be done takes one in any case, work that another thread could do as well asks. Any thread.
class Cores {
 public:
  /// The usable ones.
  Cores() : Cores(usable_cores()) {}
  explicit Cores(int count) : idle_(count) {}

  /// Work that is done in any case, so that there may be fewer cores than workers.
  void take() { --idle_; }
  [[nodiscard]] bool try_take();
  void give_back() { ++idle_; }

 private:
  std::atomic<int> idle_;
};

/// A core taken for as long as this lives.
class CoreInUse {
 public:
  explicit CoreInUse(Cores& cores) : cores_(cores) { cores_.take(); }
  ~CoreInUse() { cores_.give_back(); }
  CoreInUse(const CoreInUse&) = delete;
  CoreInUse& operator=(const CoreInUse&) = delete;

 private:
  Cores& cores_;
};

}  // namespace base
