#pragma once

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <mutex>
#include <stop_token>
#include <thread>
#include <vector>

#include "server/codec.h"

namespace server {

/// The threads that serve requests: they take whole ones and give back answers, and never touch a
/// socket. Any thread hands them work.
class Crew {
 public:
  struct Task {
    std::uint64_t connection = 0;
    Exchange exchange;
    Answer answer;
  };
  /// Called by the threads of the crew.
  using Done = std::function<void(Task)>;

  /// `handler` must outlive it.
  Crew(const Handler& handler, std::size_t threads, Done done);
  /// Finishes what was taken.
  ~Crew();
  Crew(const Crew&) = delete;
  Crew& operator=(const Crew&) = delete;

  void take(Task task);
  /// How many nobody has begun with.
  [[nodiscard]] std::size_t waiting() const;

 private:
  void serve(const std::stop_token& stop);

  const Handler& handler_;
  const Done done_;
  mutable std::mutex mutex_;
  std::condition_variable_any arrived_;
  std::deque<Task> tasks_;             // protected by mutex_
  std::vector<std::jthread> threads_;  // last: they end before what they use
};

}  // namespace server
