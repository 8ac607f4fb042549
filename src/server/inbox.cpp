#include "server/inbox.h"

#include <sys/eventfd.h>
#include <unistd.h>

#include <utility>

#include "base/error.h"

namespace server {

Inbox::Inbox() : wake_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
  if (!wake_) throw base::Error("eventfd");
}

void Inbox::put(Crew::Task answered) {
  add([&](Post& post) { post.answered.push_back(std::move(answered)); });
}

void Inbox::put(Ring ring) {
  add([&](Post& post) { post.rings.push_back(std::move(ring)); });
}

void Inbox::renew() {
  add([](Post& post) { post.renew = true; });
}

void Inbox::stop() {
  add([](Post& post) { post.stop = true; });
}

/// Wakes once for all that comes before it is taken, and with the mutex free for who wakes.
template <class Change>
void Inbox::add(Change change) {
  {
    const std::lock_guard hold{mutex_};
    change(post_);
    if (std::exchange(is_awake_, true)) return;
  }
  const std::uint64_t one = 1;
  // Cannot fail but when the counter is full, which leaves it readable all the same.
  [[maybe_unused]] const ssize_t size = ::write(wake_.number(), &one, sizeof one);
}

Inbox::Post Inbox::take() {
  std::uint64_t count = 0;
  // Empty where it was not readable, which is as good.
  [[maybe_unused]] const ssize_t size = ::read(wake_.number(), &count, sizeof count);
  const std::lock_guard hold{mutex_};
  is_awake_ = false;
  return std::exchange(post_, {});
}

}  // namespace server
