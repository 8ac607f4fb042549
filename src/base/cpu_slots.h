#pragma once

#include <atomic>

namespace base {

/// How many threads of this process can compute at the same time, at least 1: the processors of its
/// affinity (taskset, a container's cpuset), limited by the CPU quota of its cgroups, rounded up.
/// Thread-safe.
[[nodiscard]] int usable_cores();

/// Counts the free cores, as far as its users acquire and release them. Required work acquires a
/// slot in any case; optional parallel work only if one is free. Thread-safe.
class CpuSlots {
 public:
  /// With usable_cores() slots.
  CpuSlots() : CpuSlots(usable_cores()) {}
  explicit CpuSlots(int count) : free_(count) {}

  /// Does not wait: there may be more users than cores.
  void acquire() { --free_; }
  [[nodiscard]] bool try_acquire();
  void release() { ++free_; }

 private:
  std::atomic<int> free_;
};

/// A slot that is acquired for as long as this object lives. Not thread-safe.
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
