#pragma once

#include <chrono>
#include <deque>
#include <exception>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <semaphore>
#include <vector>

#include "database/connection.h"
#include "database/background_committer.h"
#include "database/write_lock.h"

namespace database {

/// The only way to write this program's database: it makes all commits and checkpoints of this
/// process. One thread writes at a time, the leader. It commits its own work together with the work
/// that arrived during the previous commit (group commit). Thread-safe.
///
/// Another process of this program (`key create` beside a running server) has a Writer, too. Each
/// holds the WriteLock for the length of a transaction, since SQLite before 3.51.3 can lose a
/// commit when one connection writes while another checkpoints (the "WAL-reset bug").
class Writer {
 public:
  using Work = std::function<void(Connection&)>;
  /// One of many changes; false when it was the last.
  using Step = std::function<bool(Connection&)>;

  /// Opens or creates the database, checks its integrity and migrates it.
  Writer(const std::filesystem::path& file, const std::vector<std::string_view>& migrations);
  ~Writer();
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;

  /// Runs the work inside a transaction and returns when that is durable. An exception of the work
  /// is thrown here, and rolls back this work only. The work may run in another thread that
  /// commits; it must not call commit().
  void commit(const Work& work);

  /// Runs some of many steps, at least one, in a transaction of some milliseconds, and returns when
  /// that is durable. All work of commit() that waits goes first. An exception of a step is thrown
  /// here, and rolls back the transaction.
  void commit_some(const Step& step);

  /// As commit(), but returns after at most `max_wait`, and at once while another process holds the
  /// lock, for example a backup; the work may then be done later. True when it is durable already.
  /// When it fails, another thread calls `on_failure`.
  bool commit_in_background(Work work, std::chrono::milliseconds max_wait = {},
                            BackgroundCommitter::OnFailure on_failure = {}) {
    return background_->submit(std::move(work), max_wait, std::move(on_failure));
  }

 private:
  struct Request {
    const Work* work;
    bool is_patient = false;  // of commit_some()
    std::chrono::steady_clock::time_point since = std::chrono::steady_clock::now();
    std::exception_ptr failure = nullptr;
    bool is_done = false;
    std::binary_semaphore wakeup{0};  // released when it is done, or is the next leader
  };
  using Batch = std::vector<Request*>;

  void wait_or_lead(Request& request, bool leads);
  /// Whether `own` is done.
  [[nodiscard]] bool lead(const Request& own);
  [[nodiscard]] Batch next_batch();
  [[nodiscard]] Request* next_leader() const;
  [[nodiscard]] bool has_waiting();
  void write(const Batch& batch);
  void acquire();
  void write_in_transaction(const Batch& batch);

  // Used by the leader only.
  WriteLock lock_;
  Connection connection_;

  std::mutex mutex_;
  // Protected by mutex_.
  bool is_led_ = false;
  Batch waiting_;
  std::deque<Request*> patient_;  // of commit_some()

  std::unique_ptr<BackgroundCommitter> background_;  // last: its thread uses all other members
};

}  // namespace database
