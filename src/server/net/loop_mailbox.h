#pragma once

#include <cstdint>
#include <mutex>
#include <string>
#include <vector>

#include "base/file_descriptor.h"
#include "server/net/handler_threads.h"

namespace server {

/// Messages from other threads to the event loop, and the eventfd that wakes it. Thread-safe; one
/// thread drains it.
class LoopMailbox {
 public:
  struct TopicEvent {
    std::uint64_t sequence;
    std::string topic;
  };
  struct Batch {
    std::vector<HandlerThreads::Task> completed;
    std::vector<TopicEvent> topic_events;
    bool reload_certificates = false;
    bool stop = false;
  };

  LoopMailbox();

  void post(HandlerThreads::Task completed);
  void post(TopicEvent event);
  void reload_certificates();
  void stop();
  /// Wakes the event loop, for nothing else.
  void wake();

  /// All messages since the last call.
  [[nodiscard]] Batch drain();
  /// Readable while messages are waiting.
  [[nodiscard]] int descriptor() const { return wake_.number(); }

 private:
  template <class Change>
  void add(Change change);

  const base::FileDescriptor wake_;
  std::mutex mutex_;
  Batch batch_;                   // protected by mutex_
  bool is_wake_pending_ = false;  // protected by mutex_: the descriptor is readable, or about to be
};

}  // namespace server
