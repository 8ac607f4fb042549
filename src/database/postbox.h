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
class Postbox {
 public:
  using Work = std::function<void(Connection&)>;
  using Commit = std::function<void(const Work&)>;
  /// Called by the thread with what kept the work from being done.
  using Failed = std::function<void(const std::exception&)>;

  static constexpr std::size_t kMaxWaiting = 10'000;

  /// `commit` runs work in a transaction, and throws where that is undone.
  explicit Postbox(Commit commit) : commit_(std::move(commit)) {}
  /// Commits what was posted.
  ~Postbox();
  Postbox(const Postbox&) = delete;
  Postbox& operator=(const Postbox&) = delete;

  /// Returns when it is durable or has failed, but no later than after `patience`, and at once
  /// while commits are held up; true where it is durable by then. Beyond kMaxWaiting it is not
  /// done, which `failed` is told.
  bool post(Work work, std::chrono::milliseconds patience, Failed failed);
  /// Whether commits take as long as another process likes.
  void hold_up(bool are_held_up);

 private:
  struct Letter {
    Work work;
    Failed failed;
    bool is_done = false;  // protected by mutex_, as is the next
    bool is_kept = false;
  };
  using Letters = std::vector<std::shared_ptr<Letter>>;

  /// False where the system has no thread left: then whoever posts does the work.
  [[nodiscard]] bool start();
  void work(const std::stop_token& stop);
  void deliver(const Letters& letters);
  void deliver(Letter& letter);

  const Commit commit_;
  std::mutex mutex_;
  std::condition_variable_any arrived_;
  std::condition_variable done_;
  // Protected by mutex_.
  Letters waiting_;
  std::size_t under_way_ = 0;
  bool are_held_up_ = false;
  std::jthread thread_;  // last; begun by the first letter
};

}  // namespace database
