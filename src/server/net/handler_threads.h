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

/// Which threads answer a request.
enum class Lane : std::uint8_t {
  kQuick,     // what is read from the database and from files: it waits for nobody
  kBlocking,  // what may wait for a source, or for a commit while a backup keeps all writers
              // waiting
};

/// By the request's head alone: what is in doubt may wait.
[[nodiscard]] Lane choose_lane(const Head& head);

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
