#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

namespace database {

class Connection;

/// Work that is committed soon, by a thread of its own, so that whoever has it need not wait: what
/// has come by then is one commit. Thread-safe.
class BackgroundCommitter {
 public:
  using Work = std::function<void(Connection&)>;
  using Commit = std::function<void(const Work&)>;
  /// Called by the thread with what kept the work from being done.
  using OnFailure = std::function<void(const std::exception&)>;

  static constexpr std::size_t kMaxPendingTasks = 10'000;

  /// `commit` runs work in a transaction, and throws where that is undone.
  explicit BackgroundCommitter(Commit commit) : commit_(std::move(commit)) {}
  /// Commits what was posted.
  ~BackgroundCommitter();
  BackgroundCommitter(const BackgroundCommitter&) = delete;
  BackgroundCommitter& operator=(const BackgroundCommitter&) = delete;

  /// Returns when it is durable or has failed, but no later than after `max_wait`, and at once
  /// while commits are held up; true where it is durable by then. Beyond kMaxPendingTasks it is not
  /// done, and `on_failure` is called.
  bool submit(Work work, std::chrono::milliseconds max_wait, OnFailure on_failure);
  /// Whether commits take as long as another process likes.
  void set_stalled(bool is_stalled);

 private:
  struct Task {
    Work work;
    OnFailure on_failure;
    bool is_done = false;  // protected by mutex_, as is the next
    bool is_durable = false;
  };
  using Tasks = std::vector<std::shared_ptr<Task>>;

  /// False where the system has no thread left: then whoever posts does the work.
  [[nodiscard]] bool start();
  void run(const std::stop_token& stop);
  void execute(const Tasks& tasks);
  void execute(Task& task);

  const Commit commit_;
  std::mutex mutex_;
  std::condition_variable_any task_added_;
  std::condition_variable task_done_;
  // Protected by mutex_.
  Tasks pending_;
  std::size_t in_flight_count_ = 0;
  bool is_stalled_ = false;
  std::jthread thread_;  // last; started by the first task
};

}  // namespace database
