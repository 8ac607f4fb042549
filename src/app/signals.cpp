#include "app/signals.h"

#include <fcntl.h>

#include <chrono>

#include "base/error.h"
#include "base/file_descriptor.h"

namespace app {
namespace {

/// How long wait() may be called after a signal that came during the start.
constexpr std::chrono::seconds kStartTimeout{5};

/// Whether SIGHUP ends the process: it has a terminal, and nohup(1) does not have it ignored.
bool belongs_to_a_terminal() {
  struct sigaction action {};
  sigaction(SIGHUP, nullptr, &action);
  const base::FileDescriptor terminal{::open("/dev/tty", O_RDONLY | O_NOCTTY | O_CLOEXEC)};
  return terminal && action.sa_handler != SIG_IGN;
}

sigset_t ending_signals() {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGINT);
  sigaddset(&set, SIGTERM);
  if (belongs_to_a_terminal()) sigaddset(&set, SIGHUP);
  return set;
}

sigset_t with_hangup(sigset_t set) {
  sigaddset(&set, SIGHUP);
  return set;
}

}  // namespace

Signals::Signals() : ending_(ending_signals()) {
  const sigset_t set = with_hangup(ending_);
  if (pthread_sigmask(SIG_BLOCK, &set, nullptr) != 0 || std::signal(SIGPIPE, SIG_IGN) == SIG_ERR) {
    throw base::Error("signals: cannot be held back");
  }
  thread_ = std::jthread([this] { handle_signals(); });
}

Signals::~Signals() {
  is_destroyed_ = true;
  pthread_kill(thread_.native_handle(), SIGTERM);
}

void Signals::wait(const std::function<void()>& on_hangup) {
  while (true) {
    arrivals_.acquire();
    if (is_ending_) break;
    if (on_hangup) on_hangup();
  }
  is_waited_for_ = true;
}

void Signals::handle_signals() {
  const sigset_t all = with_hangup(ending_);
  int signal = 0;
  while (!is_ending_) {
    if (sigwait(&all, &signal) != 0 || is_destroyed_) return;
    is_ending_ = sigismember(&ending_, signal) == 1;
    arrivals_.release();
  }
  const timespec timeout{.tv_sec = kStartTimeout.count(), .tv_nsec = 0};
  int next = sigtimedwait(&ending_, nullptr, &timeout);
  if (next < 0 && is_waited_for_) sigwait(&ending_, &next);
  if (is_destroyed_) return;
  pthread_sigmask(SIG_UNBLOCK, &ending_, nullptr);
  std::raise(signal);
}

}  // namespace app
