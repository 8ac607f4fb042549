#include "base/cores.h"

#include <thread>

namespace base {

// The C++ library asks for the thread's affinity, which containers and taskset set.
Cores::Cores() : Cores(static_cast<int>(std::jthread::hardware_concurrency())) {}

bool Cores::try_take() {
  int idle = idle_;
  while (idle > 0) {
    if (idle_.compare_exchange_weak(idle, idle - 1)) return true;
  }
  return false;
}

}  // namespace base
