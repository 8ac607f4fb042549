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

/// Commits work in a thread of its own, so that the caller does not have to wait; all work that is
/// pending at a time is one commit. Owned by the Writer. Thread-safe.
class BackgroundCommitter {
 public:
  using Work = std::function<void(Connection&)>;
  using Commit = std::function<void(const Work&)>;
  /// Called in the committer's thread with the reason.
  using OnFailure = std::function<void(const std::exception&)>;

  static constexpr std::size_t kMaxPendingTasks = 10'000;

  /// `commit` runs work in a transaction, and throws when that is rolled back.
  explicit BackgroundCommitter(Commit commit) : commit_(std::move(commit)) {}
  /// Commits all pending work.
  ~BackgroundCommitter();
  /// Commits what is pending, and ends the thread. Nothing may be submitted afterwards.
  void stop();
  BackgroundCommitter(const BackgroundCommitter&) = delete;
  BackgroundCommitter& operator=(const BackgroundCommitter&) = delete;

  /// Returns when the work is durable or has failed, after at most `max_wait`, and at once while
  /// commits are stalled. True when it is durable by then. When kMaxPendingTasks are pending, the
  /// work is not done, and `on_failure` is called.
  bool submit(Work work, std::chrono::milliseconds max_wait, OnFailure on_failure);
  /// Whether commits wait for another process that holds the write lock.
  void set_stalled(bool is_stalled);

 private:
  struct Task {
    Work work;
    OnFailure on_failure;
    bool is_done = false;  // protected by mutex_, as is the next
    bool is_durable = false;
  };
  using Tasks = std::vector<std::shared_ptr<Task>>;

  /// False when the system has no thread left: then submit() does the work.
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
