#include "base/cores.h"

#include <algorithm>
#include <thread>

#include <sched.h>

namespace base {
namespace {

/// The thread's affinity, which containers and taskset set; std::thread counts the machine's cores.
int usable_cores() {
  cpu_set_t cores;
  if (::sched_getaffinity(0, sizeof cores, &cores) == 0) return CPU_COUNT(&cores);
  return std::max(1, static_cast<int>(std::jthread::hardware_concurrency()));
}

}  // namespace

Cores::Cores() : Cores(usable_cores()) {}

bool Cores::try_take() {
  int idle = idle_;
  while (idle > 0) {
    if (idle_.compare_exchange_weak(idle, idle - 1)) return true;
  }
  return false;
}

}  // namespace base
