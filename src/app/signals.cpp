#include "app/signals.h"

#include <csignal>

#include "base/error.h"

namespace app {
namespace {

sigset_t ending_signals() {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGINT);
  sigaddset(&set, SIGTERM);
  return set;
}

}  // namespace

Signals::Signals() {
  const sigset_t set = ending_signals();
  if (pthread_sigmask(SIG_BLOCK, &set, nullptr) != 0 || std::signal(SIGPIPE, SIG_IGN) == SIG_ERR) {
    throw base::Error("signals: cannot be held back");
  }
}

void Signals::wait() const {
  const sigset_t set = ending_signals();
  int signal = 0;
  if (sigwait(&set, &signal) != 0) throw base::Error("signals: cannot be waited for");
}

void Signals::die_at_the_next() const {
  const sigset_t set = ending_signals();
  pthread_sigmask(SIG_UNBLOCK, &set, nullptr);
}

}  // namespace app
