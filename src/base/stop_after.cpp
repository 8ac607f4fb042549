#include "base/stop_after.h"

#include <condition_variable>
#include <mutex>

#include "base/thread.h"

namespace base {

StopAfter::StopAfter(std::chrono::milliseconds time, const std::stop_token& stop)
    : thread_(start_thread([ending = ending_, time, stop](const std::stop_token& over) mutable {
        const std::stop_callback stopped(stop, [&ending] { ending.request_stop(); });
        std::mutex mutex;
        std::condition_variable_any passed;
        std::unique_lock lock(mutex);
        passed.wait_for(lock, over, time, [] { return false; });
        if (!over.stop_requested()) ending.request_stop();
      })) {}

}  // namespace base
