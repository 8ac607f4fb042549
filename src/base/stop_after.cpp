#include "base/stop_after.h"

#include "base/sleep.h"
#include "base/thread.h"

namespace base {

StopAfter::StopAfter(std::chrono::milliseconds time, const std::stop_token& stop)
    : thread_(start_thread([ending = ending_, time, stop](const std::stop_token& over) mutable {
        const std::stop_callback stopped(stop, [&ending] { ending.request_stop(); });
        if (sleep_unless_stopped(time, over)) ending.request_stop();
      })) {}

}  // namespace base
