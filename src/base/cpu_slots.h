#pragma once

#include <atomic>

namespace base {

/// How many threads this process can have compute at once: on the processors that its affinity
/// leaves it (taskset, a container's cpuset), and in the time that its cgroups' quota leaves it,
/// rounded up. At least 1.
[[nodiscard]] int usable_cores();

/// How many of the processor's cores nobody works on, as far as those say who use it: work that
/// must be done takes one in any case, work that another thread could do as well asks. Any thread.
class CpuSlots {
 public:
  /// The usable ones.
  CpuSlots() : CpuSlots(usable_cores()) {}
  explicit CpuSlots(int count) : free_(count) {}

  /// Work that is done in any case, so that there may be fewer cores than workers.
  void acquire() { --free_; }
  [[nodiscard]] bool try_acquire();
  void release() { ++free_; }

 private:
  std::atomic<int> free_;
};

/// A core taken for as long as this lives.
class CpuSlot {
 public:
  explicit CpuSlot(CpuSlots& slots) : slots_(slots) { slots_.acquire(); }
  ~CpuSlot() { slots_.release(); }
  CpuSlot(const CpuSlot&) = delete;
  CpuSlot& operator=(const CpuSlot&) = delete;

 private:
  CpuSlots& slots_;
};

}  // namespace base
