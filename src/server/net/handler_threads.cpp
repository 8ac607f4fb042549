#include "server/net/handler_threads.h"

#include <string_view>
#include <utility>

namespace server {

Lane choose_lane(const Head& head) {
  if (head.method != "GET" && head.method != "HEAD" && head.method != "OPTIONS") {
    return Lane::kBlocking;
  }
  const std::string_view target = head.target;
  const std::string_view path = target.substr(0, target.find('?'));
  // Lists of values may query a source, and the audit as a CSV may be long. A path with '%' may be
  // an encoded form of theirs; the server's own URLs have none.
  const bool may_block = path.find("/values/") != std::string_view::npos ||
                         path.ends_with("/bi/audit") || path.find('%') != std::string_view::npos;
  return may_block ? Lane::kBlocking : Lane::kQuick;
}

HandlerThreads::HandlerThreads(const Handler& handler, std::size_t threads, OnComplete on_complete)
    : handler_(handler), on_complete_(std::move(on_complete)) {
  for (std::size_t i = 0; i < threads; ++i) {
    threads_.emplace_back([this](const std::stop_token& stop) { serve(stop); });
  }
}

HandlerThreads::~HandlerThreads() {
  for (std::jthread& thread : threads_) thread.request_stop();
}

void HandlerThreads::submit(Task task) {
  {
    const std::lock_guard lock{mutex_};
    tasks_.push_back(std::move(task));
  }
  task_added_.notify_one();
}

std::size_t HandlerThreads::queued() const {
  const std::lock_guard lock{mutex_};
  return tasks_.size();
}

void HandlerThreads::serve(const std::stop_token& stop) {
  HttplibAdapter adapter{handler_};
  while (true) {
    Task task;
    {
      std::unique_lock lock{mutex_};
      if (!task_added_.wait(lock, stop, [this] { return !tasks_.empty(); })) return;
      task = std::move(tasks_.front());
      tasks_.pop_front();
    }
    task.response = adapter.handle(task.exchange);
    on_complete_(std::move(task));
  }
}

}  // namespace server
