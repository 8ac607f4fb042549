#include "server/net/loop_mailbox.h"

#include <sys/eventfd.h>
#include <unistd.h>

#include <utility>

#include "base/error.h"

namespace server {

LoopMailbox::LoopMailbox() : wake_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
  if (!wake_) throw base::Error("eventfd");
}

void LoopMailbox::post(HandlerThreads::Task completed) {
  add([&](Batch& batch) { batch.completed.push_back(std::move(completed)); });
}

void LoopMailbox::post(TopicEvent event) {
  add([&](Batch& batch) { batch.topic_events.push_back(std::move(event)); });
}

void LoopMailbox::reload_certificates() {
  add([](Batch& batch) { batch.reload_certificates = true; });
}

void LoopMailbox::stop() {
  add([](Batch& batch) { batch.stop = true; });
}

void LoopMailbox::wake() {
  add([](Batch&) {});
}

/// Wakes the event loop once per batch, and only after releasing the mutex that drain() needs.
template <class Change>
void LoopMailbox::add(Change change) {
  {
    const std::lock_guard lock{mutex_};
    change(batch_);
    if (std::exchange(is_wake_pending_, true)) return;
  }
  const std::uint64_t one = 1;
  // Fails only when the counter is full, and then the descriptor is readable anyway.
  [[maybe_unused]] const ssize_t size = ::write(wake_.number(), &one, sizeof one);
}

LoopMailbox::Batch LoopMailbox::drain() {
  std::uint64_t count = 0;
  // Fails when the descriptor is not readable, which is harmless.
  [[maybe_unused]] const ssize_t size = ::read(wake_.number(), &count, sizeof count);
  const std::lock_guard lock{mutex_};
  is_wake_pending_ = false;
  return std::exchange(batch_, {});
}

}  // namespace server
