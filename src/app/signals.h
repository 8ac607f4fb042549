#pragma once

#include <atomic>
#include <csignal>
#include <functional>
#include <semaphore>
#include <thread>

namespace app {

/// SIGINT and SIGTERM, and SIGHUP of the terminal that the process was started from, as a thing to
/// wait for; without such a terminal SIGHUP asks for what has been renewed. Made before any other
/// thread, so that they inherit that the signals are held back, and none of them is interrupted;
/// one of its own takes them. The second one ends the process at once, and so does the first where
/// nobody waits for it within seconds: a start that hangs. SIGPIPE is ignored.
class Signals {
 public:
  Signals();
  ~Signals();
  Signals(const Signals&) = delete;
  Signals& operator=(const Signals&) = delete;

  /// Until one of them comes. `on_hangup` is called for each SIGHUP meanwhile that ends nothing.
  void wait(const std::function<void()>& on_hangup = {});

 private:
  void handle_signals();

  const sigset_t ending_;
  std::atomic<bool> is_ending_ = false;
  std::atomic<bool> is_waited_for_ = false;
  std::atomic<bool> is_destroyed_ = false;
  std::counting_semaphore<> arrivals_{0};
  std::jthread thread_;  // last: it starts when all else stands
};

}  // namespace app
