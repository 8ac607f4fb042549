#pragma once

#include <cstdint>
#include <mutex>
#include <string>
#include <vector>

#include "base/file_descriptor.h"
#include "server/net/handler_threads.h"

namespace server {

/// What other threads have for the event loop's thread, and the descriptor that wakes it. Any
/// thread puts something in; one takes it out.
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

  /// All that came since the last time.
  [[nodiscard]] Batch drain();
  /// Readable while there is something.
  [[nodiscard]] int descriptor() const { return wake_.number(); }

 private:
  template <class Change>
  void add(Change change);

  const base::FileDescriptor wake_;
  std::mutex mutex_;
  Batch batch_;                   // protected by mutex_
  bool is_wake_pending_ = false;  // protected by mutex_: the descriptor is readable, or soon is
};

}  // namespace server
