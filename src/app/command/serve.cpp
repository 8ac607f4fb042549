#include <condition_variable>
#include <mutex>
#include <thread>

#include "app/commands.h"
#include "app/server_app.h"
#include "app/signals.h"

namespace app {
namespace {

constexpr std::chrono::seconds kStopTimeout{11};  // of the 15 s that init systems are told

/// Ends the process when stopping takes too long, as where a database does not answer. Its thread
/// is there from the start: at the end the system may have none left.
class StopGuard {
 public:
  StopGuard() : thread_([this](const std::stop_token& over) { watch(over); }) {}

  /// The server_app stops from now on, and must be gone before this is destroyed.
  void begin(ServerApp& server_app) {
    const std::lock_guard lock(mutex_);
    stopping_ = &server_app;
    changed_.notify_all();
  }

 private:
  void watch(const std::stop_token& over) {
    std::unique_lock lock(mutex_);
    if (!changed_.wait(lock, over, [this] { return stopping_ != nullptr; })) return;
    changed_.wait_for(lock, over, kStopTimeout, [] { return false; });
    if (!over.stop_requested()) stopping_->abort_process();
  }

  std::mutex mutex_;
  std::condition_variable_any changed_;
  ServerApp* stopping_ = nullptr;  // protected by mutex_
  std::jthread thread_;            // last: it starts when all else is there
};

}  // namespace

int serve(const ServeSettings& settings) {
  Signals signals;
  base::Log log;
  {
    StopGuard guard;  // outlives the server_app's stopping, which it watches
    ServerApp server_app(settings, log);
    signals.wait([&] { server_app.reload_certificates(); });
    log.info("stopping");
    guard.begin(server_app);
  }
  log.info("stopped");
  return 0;
}

}  // namespace app
