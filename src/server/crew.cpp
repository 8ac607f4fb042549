#include "server/crew.h"

#include <utility>

namespace server {

Crew::Crew(const Handler& handler, std::size_t threads, Done done)
    : handler_(handler), done_(std::move(done)) {
  for (std::size_t i = 0; i < threads; ++i) {
    threads_.emplace_back([this](const std::stop_token& stop) { serve(stop); });
  }
}

Crew::~Crew() {
  for (std::jthread& thread : threads_) thread.request_stop();
}

void Crew::take(Task task) {
  {
    const std::lock_guard hold{mutex_};
    tasks_.push_back(std::move(task));
  }
  arrived_.notify_one();
}

std::size_t Crew::waiting() const {
  const std::lock_guard hold{mutex_};
  return tasks_.size();
}

void Crew::serve(const std::stop_token& stop) {
  Codec codec{handler_};
  while (true) {
    Task task;
    {
      std::unique_lock hold{mutex_};
      if (!arrived_.wait(hold, stop, [this] { return !tasks_.empty(); })) return;
      task = std::move(tasks_.front());
      tasks_.pop_front();
    }
    task.answer = codec.answer(task.exchange);
    done_(std::move(task));
  }
}

}  // namespace server
