#pragma once

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

/// The one way to write this program's database; every commit and checkpoint of this process is its
/// own. One thread writes at a time: the first that comes leads, and does the work of those who
/// came while the commit before was being synced with its own (group commit); alone, it waits for
/// nobody and no other thread need wake.
///
/// Another process of this program (`key create` beside a running server) has a Writer too: each
/// holds a lock on `<file>-writer` for the length of a transaction, since SQLite before 3.51.3 can
/// lose a commit when one connection writes while another checkpoints (the "WAL-reset bug").
class Writer {
 public:
  using Work = std::function<void(Connection&)>;

  /// Opens or creates the database, checks it and migrates it.
  Writer(const std::filesystem::path& file, const std::vector<std::string_view>& migrations);
  ~Writer();
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;

  /// Runs the work inside a transaction and returns when that is durable. What the work throws is
  /// thrown here, and undoes this work only. The work may run on another thread that commits, and
  /// must not commit itself.
  void commit(const Work& work);

  /// The same where it may also be done after this returns, which is no later than after
  /// `max_wait`, and at once while another process has the lock, as a backup does. True where it is
  /// durable by then. Another thread calls `on_failure` where it fails.
  bool commit_in_background(Work work, std::chrono::milliseconds max_wait = {},
                            BackgroundCommitter::OnFailure on_failure = {}) {
    return background_->submit(std::move(work), max_wait, std::move(on_failure));
  }

 private:
  struct Request {
    const Work* work;
    std::exception_ptr failure = nullptr;
    bool is_done = false;
    std::binary_semaphore wakeup{0};  // done by another, or to lead
  };
  using Batch = std::vector<Request*>;

  void lead();
  void write(const Batch& batch);
  void acquire();
  void write_in_transaction(const Batch& batch);

  // Used by who leads alone.
  WriteLock lock_;
  Connection connection_;

  std::mutex mutex_;
  bool is_led_ = false;  // protected by mutex_, as is the next
  Batch waiting_;

  std::unique_ptr<BackgroundCommitter> background_;  // last: its thread ends before what it uses
};

}  // namespace database
