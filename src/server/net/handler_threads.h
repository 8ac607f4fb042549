#pragma once

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <mutex>
#include <stop_token>
#include <thread>
#include <vector>

#include "server/http/httplib_adapter.h"

namespace server {

/// The threads that serve requests: they take whole ones and give back answers, and never touch a
/// socket. Any thread hands them work.
class HandlerThreads {
 public:
  struct Task {
    std::uint64_t connection = 0;
    Exchange exchange;
    WireResponse response;
  };
  /// Called by the handler threads.
  using OnComplete = std::function<void(Task)>;

  /// `handler` must outlive it.
  HandlerThreads(const Handler& handler, std::size_t threads, OnComplete on_complete);
  /// Finishes what was taken.
  ~HandlerThreads();
  HandlerThreads(const HandlerThreads&) = delete;
  HandlerThreads& operator=(const HandlerThreads&) = delete;

  void submit(Task task);
  /// How many nobody has begun with.
  [[nodiscard]] std::size_t queued() const;

 private:
  void serve(const std::stop_token& stop);

  const Handler& handler_;
  const OnComplete on_complete_;
  mutable std::mutex mutex_;
  std::condition_variable_any task_added_;
  std::deque<Task> tasks_;             // protected by mutex_
  std::vector<std::jthread> threads_;  // last: they end before what they use
};

}  // namespace server
