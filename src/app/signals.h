#pragma once

#include <atomic>
#include <csignal>
#include <functional>
#include <semaphore>
#include <thread>

namespace app {

/// Waits for the signals that end the process: SIGINT, SIGTERM and, if it has a terminal, SIGHUP.
/// Must be created before any other thread, which then inherits the blocked signals; a thread of
/// its own receives them. SIGPIPE is ignored.
class Signals {
 public:
  Signals();
  ~Signals();
  Signals(const Signals&) = delete;
  Signals& operator=(const Signals&) = delete;

  /// Returns after the first ending signal; a second one kills the process at once, as does the
  /// first if nothing calls wait() within seconds. Without a terminal each SIGHUP calls
  /// `on_hangup`.
  void wait(const std::function<void()>& on_hangup = {});

 private:
  void handle_signals();

  const sigset_t ending_;
  std::atomic<bool> is_ending_ = false;
  std::atomic<bool> is_waited_for_ = false;
  std::atomic<bool> is_destroyed_ = false;
  std::counting_semaphore<> arrivals_{0};
  std::jthread thread_;  // last: it uses the members above
};

}  // namespace app
