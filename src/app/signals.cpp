#include "app/signals.h"

#include <chrono>
#include <csignal>

#include "base/error.h"

namespace app {
namespace {

/// For a start to come to its end, where a signal comes before that.
constexpr std::chrono::seconds kPatience{5};

sigset_t ending_signals() {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGINT);
  sigaddset(&set, SIGTERM);
  sigaddset(&set, SIGHUP);  // its terminal was closed
  return set;
}

}  // namespace

Signals::Signals() {
  const sigset_t set = ending_signals();
  if (pthread_sigmask(SIG_BLOCK, &set, nullptr) != 0 || std::signal(SIGPIPE, SIG_IGN) == SIG_ERR) {
    throw base::Error("signals: cannot be held back");
  }
  thread_ = std::jthread([this] { take(); });
}

Signals::~Signals() {
  is_over_ = true;
  pthread_kill(thread_.native_handle(), SIGTERM);
}

void Signals::wait() {
  came_.acquire();
  is_heard_ = true;
}

void Signals::take() {
  const sigset_t set = ending_signals();
  int signal = 0;
  if (sigwait(&set, &signal) != 0 || is_over_) return;
  came_.release();
  const timespec patience{.tv_sec = kPatience.count(), .tv_nsec = 0};
  int next = sigtimedwait(&set, nullptr, &patience);
  if (next < 0 && is_heard_) sigwait(&set, &next);
  if (is_over_) return;
  pthread_sigmask(SIG_UNBLOCK, &set, nullptr);
  std::raise(signal);
}

}  // namespace app
