#pragma once

#include <filesystem>
#include <memory>
#include <mutex>
#include <vector>

#include "database/connection.h"

namespace database {

/// Reading connections to this program's own database (Mode::kRead), kept open between uses: there
/// are as many as threads ever read at once. Any thread; the file must exist (see Writer).
class ReadConnectionPool {
 public:
  /// One connection, this thread's alone until it is destroyed. The pool must outlive it.
  class PooledConnection {
   public:
    PooledConnection(ReadConnectionPool& pool, std::unique_ptr<Connection> connection);
    ~PooledConnection();
    PooledConnection(const PooledConnection&) = delete;
    PooledConnection& operator=(const PooledConnection&) = delete;

    [[nodiscard]] Connection& operator*() const { return *connection_; }
    [[nodiscard]] Connection* operator->() const { return connection_.get(); }

   private:
    ReadConnectionPool& pool_;
    std::unique_ptr<Connection> connection_;
  };

  explicit ReadConnectionPool(std::filesystem::path file);

  [[nodiscard]] PooledConnection acquire();

 private:
  void release(std::unique_ptr<Connection> connection);

  const std::filesystem::path file_;
  std::mutex mutex_;
  std::vector<std::unique_ptr<Connection>> idle_;  // protected by mutex_
};

}  // namespace database
