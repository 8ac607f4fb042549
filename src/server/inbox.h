#pragma once

#include <cstdint>
#include <mutex>
#include <string>
#include <vector>

#include "base/file_descriptor.h"
#include "server/crew.h"

namespace server {

/// What other threads have for the gate's thread, and the descriptor that wakes it. Any thread puts
/// something in; one takes it out.
class Inbox {
 public:
  struct Ring {
    std::uint64_t number;
    std::string topic;
  };
  struct Post {
    std::vector<Crew::Task> answered;
    std::vector<Ring> rings;
    bool renew = false;
    bool stop = false;
  };

  Inbox();

  void put(Crew::Task answered);
  void put(Ring ring);
  void renew();
  void stop();

  /// All that came since the last time.
  [[nodiscard]] Post take();
  /// Readable while there is something.
  [[nodiscard]] int descriptor() const { return wake_.number(); }

 private:
  template <class Change>
  void add(Change change);

  const base::FileDescriptor wake_;
  std::mutex mutex_;
  Post post_;              // protected by mutex_
  bool is_awake_ = false;  // protected by mutex_: the descriptor is readable, or soon is
};

}  // namespace server
