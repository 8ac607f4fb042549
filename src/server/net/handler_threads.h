#pragma once

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <mutex>
#include <stop_token>
#include <thread>
#include <vector>

#include "server/http/head.h"
#include "server/http/httplib_adapter.h"

namespace server {

/// Which threads answer a request. A value.
enum class Lane : std::uint8_t {
  kQuick,     // reads the database and files only
  kBlocking,  // may wait for a source, or for a commit during a backup
};

/// Chooses by the request's head alone; kBlocking when in doubt.
[[nodiscard]] Lane choose_lane(const Head& head);

/// The threads that run the routes: they receive complete requests and return responses, and never
/// touch a socket. Thread-safe.
class HandlerThreads {
 public:
  struct Task {
    std::uint64_t connection = 0;
    Exchange exchange;
    WireResponse response;
  };
  /// Called on a handler thread.
  using OnComplete = std::function<void(Task)>;

  /// `handler` must outlive it.
  HandlerThreads(const Handler& handler, std::size_t threads, OnComplete on_complete);
  /// Finishes what was submitted.
  ~HandlerThreads();
  HandlerThreads(const HandlerThreads&) = delete;
  HandlerThreads& operator=(const HandlerThreads&) = delete;

  void submit(Task task);
  /// Tasks not yet started.
  [[nodiscard]] std::size_t queued() const;

 private:
  void serve(const std::stop_token& stop);

  const Handler& handler_;
  const OnComplete on_complete_;
  mutable std::mutex mutex_;
  std::condition_variable_any task_added_;
  std::deque<Task> tasks_;             // protected by mutex_
  std::vector<std::jthread> threads_;  // last: they end before the members they use are destroyed
};

}  // namespace server
