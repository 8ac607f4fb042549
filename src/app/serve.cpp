#include <condition_variable>
#include <mutex>
#include <thread>

#include "app/commands.h"
#include "app/engine.h"
#include "app/signals.h"

namespace app {
namespace {

constexpr std::chrono::seconds kStopTime{11};  // of the 15 s that init systems are told

/// Ends the process when stopping takes too long, as where a database does not answer.
class StopGuard {
 public:
  explicit StopGuard(Engine& engine)
      : thread_([&engine](const std::stop_token& stopped) {
          std::mutex mutex;
          std::condition_variable_any passed;
          std::unique_lock hold(mutex);
          passed.wait_for(hold, stopped, kStopTime, [] { return false; });
          if (!stopped.stop_requested()) engine.abandon();
        }) {}

 private:
  std::jthread thread_;
};

}  // namespace

int serve(const ServeSettings& settings) {
  Signals signals;
  base::Log log;
  {
    std::optional<StopGuard> guard;  // outlives the engine's stopping, which it watches
    Engine engine(settings, log);
    signals.wait([&] { engine.renew(); });
    log.info("stopping");
    guard.emplace(engine);
  }
  log.info("stopped");
  return 0;
}

}  // namespace app
