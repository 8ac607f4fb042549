#include "database/background_committer.h"

#include <algorithm>
#include <stdexcept>
#include <system_error>
#include <utility>

namespace database {

BackgroundCommitter::~BackgroundCommitter() { stop(); }

void BackgroundCommitter::stop() {
  thread_.request_stop();
  if (thread_.joinable()) thread_.join();
}

bool BackgroundCommitter::submit(Work work, std::chrono::milliseconds max_wait,
                                 OnFailure on_failure) {
  const auto task = std::make_shared<Task>(Task{std::move(work), std::move(on_failure)});
  std::unique_lock hold(mutex_);
  if (pending_.size() + in_flight_count_ >= kMaxPendingTasks) {
    hold.unlock();
    if (task->on_failure) task->on_failure(std::runtime_error{"too much waits for the database"});
    return false;
  }
  pending_.push_back(task);
  if (!thread_.joinable() && !start()) {
    pending_.pop_back();  // the only one
    hold.unlock();
    execute(*task);
    return task->is_durable;
  }
  task_added_.notify_one();
  if (max_wait.count() > 0) {
    task_done_.wait_for(hold, max_wait, [&] { return task->is_done || is_stalled_; });
  }
  return task->is_durable;
}

bool BackgroundCommitter::start() {
  try {
    thread_ = std::jthread([this](const std::stop_token& stop) { this->run(stop); });
    return true;
  } catch (const std::system_error&) {
    return false;
  }
}

void BackgroundCommitter::set_stalled(bool is_stalled) {
  {
    const std::lock_guard hold(mutex_);
    is_stalled_ = is_stalled;
  }
  task_done_.notify_all();
}

void BackgroundCommitter::run(const std::stop_token& stop) {
  while (true) {
    Tasks tasks;
    {
      std::unique_lock hold(mutex_);
      if (!task_added_.wait(hold, stop, [this] { return !pending_.empty(); })) return;
      tasks.swap(pending_);
      in_flight_count_ = tasks.size();
    }
    execute(tasks);
    const std::lock_guard hold(mutex_);
    in_flight_count_ = 0;
  }
}

/// Commits all in one transaction; when one of them fails, each in its own.
void BackgroundCommitter::execute(const Tasks& tasks) {
  if (tasks.size() > 1) {
    try {
      commit_([&](Connection& connection) {
        for (const auto& task : tasks) task->work(connection);
      });
      const std::lock_guard hold(mutex_);
      for (const auto& task : tasks) task->is_done = task->is_durable = true;
      task_done_.notify_all();
      return;
    } catch (const std::exception&) {
    }
  }
  for (const auto& task : tasks) execute(*task);
}

void BackgroundCommitter::execute(Task& task) {
  bool is_durable = false;
  try {
    commit_(task.work);
    is_durable = true;
  } catch (const std::exception& error) {
    if (task.on_failure) task.on_failure(error);
  }
  const std::lock_guard hold(mutex_);
  task.is_done = true;
  task.is_durable = is_durable;
  task_done_.notify_all();
}

}  // namespace database
