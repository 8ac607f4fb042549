#pragma once

#include <condition_variable>
#include <exception>
#include <filesystem>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

#include "database/connection.h"

namespace database {

/// The one thread that writes this program's database; every commit and checkpoint of this process
/// is its own. Other threads hand it work and wait. Work that arrives while a commit is being
/// synced shares the next one (group commit); alone, it waits for nobody.
///
/// Another process of this program (`key create` beside a running server) has a Writer too: each
/// holds a lock on `<file>-writer` for the length of a transaction, since SQLite before 3.51.3 can
/// lose a commit when one connection writes while another checkpoints (the "WAL-reset bug").
class Writer {
 public:
  using Work = std::function<void(Connection&)>;

  /// Opens or creates the database and migrates it.
  Writer(const std::filesystem::path& file, const std::vector<std::string_view>& migrations);
  /// Finishes what was handed over.
  ~Writer();
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;

  /// Runs the work inside a transaction and returns when that is durable. What the work throws is
  /// thrown here, and undoes this work only. Any thread but the writer's own.
  void commit(const Work& work);

 private:
  class FileLock {
   public:
    explicit FileLock(const std::filesystem::path& file);
    ~FileLock();
    FileLock(const FileLock&) = delete;
    FileLock& operator=(const FileLock&) = delete;
    void acquire() const;
    void release() const;

   private:
    int descriptor_;
  };

  struct Request {
    const Work* work;
    std::exception_ptr failure = nullptr;
    bool done = false;
  };

  void serve(const std::stop_token& stop);
  void write(const std::vector<Request*>& batch);
  void write_in_transaction(const std::vector<Request*>& batch);

  // Used by thread_ alone after construction.
  FileLock lock_;
  Connection connection_;

  std::mutex mutex_;
  std::condition_variable_any arrived_;
  std::condition_variable finished_;
  std::vector<Request*> waiting_;  // protected by mutex_, as are the requests' fields

  std::jthread thread_;  // last: it starts when all else stands
};

}  // namespace database
