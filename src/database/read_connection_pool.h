#pragma once

#include <filesystem>
#include <memory>
#include <mutex>
#include <vector>

#include "database/connection.h"

namespace database {

/// Connections that read this program's database (Mode::kReadOnly), kept open between uses: as many
/// as threads have read at once. The file must exist (see Writer). Thread-safe.
class ReadConnectionPool {
 public:
  /// One connection for the calling thread, released by the destructor. The pool must outlive it.
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
