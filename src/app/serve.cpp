#include <condition_variable>
#include <mutex>
#include <thread>

#include "app/commands.h"
#include "app/engine.h"
#include "app/signals.h"

namespace app {
namespace {

constexpr std::chrono::seconds kStopTime{11};  // of the 15 s that init systems are told

/// Ends the process when stopping takes too long, as where a database does not answer. Its thread
/// is there from the start: at the end the system may have none left.
class StopGuard {
 public:
  StopGuard() : thread_([this](const std::stop_token& over) { watch(over); }) {}

  /// The engine stops from now on, and must be gone before this is destroyed.
  void begin(Engine& engine) {
    const std::lock_guard hold(mutex_);
    stopping_ = &engine;
    changed_.notify_all();
  }

 private:
  void watch(const std::stop_token& over) {
    std::unique_lock hold(mutex_);
    if (!changed_.wait(hold, over, [this] { return stopping_ != nullptr; })) return;
    changed_.wait_for(hold, over, kStopTime, [] { return false; });
    if (!over.stop_requested()) stopping_->abandon();
  }

  std::mutex mutex_;
  std::condition_variable_any changed_;
  Engine* stopping_ = nullptr;  // protected by mutex_
  std::jthread thread_;         // last: it starts when all else is there
};

}  // namespace

int serve(const ServeSettings& settings) {
  Signals signals;
  base::Log log;
  {
    StopGuard guard;  // outlives the engine's stopping, which it watches
    Engine engine(settings, log);
    signals.wait([&] { engine.renew(); });
    log.info("stopping");
    guard.begin(engine);
  }
  log.info("stopped");
  return 0;
}

}  // namespace app
