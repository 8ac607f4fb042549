#include "base/cpu_slots.h"

#include <sched.h>

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <memory>
#include <thread>

#include "base/cpu_quota.h"

namespace base {
namespace {

/// std::thread::hardware_concurrency() ignores the affinity.
int count_affinity_cores() {
  constexpr int kMaxCores = 1 << 16;
  for (int cores = CPU_SETSIZE; cores <= kMaxCores; cores *= 2) {
    const std::size_t size = CPU_ALLOC_SIZE(cores);
    const std::unique_ptr<cpu_set_t, void (*)(cpu_set_t*)> set{
        CPU_ALLOC(cores), [](cpu_set_t* allocated) { CPU_FREE(allocated); }};
    if (set && ::sched_getaffinity(0, size, set.get()) == 0) return CPU_COUNT_S(size, set.get());
    if (errno != EINVAL) break;  // EINVAL: the machine has more cores
  }
  return static_cast<int>(std::jthread::hardware_concurrency());
}

}  // namespace

int usable_cores() {
  const int cores = std::max(1, count_affinity_cores());
  const auto quota = cpu_quota();
  return quota && *quota < cores ? static_cast<int>(std::ceil(*quota)) : cores;
}

bool CpuSlots::try_acquire() {
  int free_slots = free_;
  while (free_slots > 0) {
    if (free_.compare_exchange_weak(free_slots, free_slots - 1)) return true;
  }
  return false;
}

}  // namespace base
