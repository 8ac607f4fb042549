#include "database/read_connection_pool.h"

namespace database {

ReadConnectionPool::PooledConnection::PooledConnection(ReadConnectionPool& pool,
                                                       std::unique_ptr<Connection> connection)
    : pool_(pool), connection_(std::move(connection)) {}

ReadConnectionPool::PooledConnection::~PooledConnection() { pool_.release(std::move(connection_)); }

ReadConnectionPool::ReadConnectionPool(std::filesystem::path file) : file_(std::move(file)) {}

ReadConnectionPool::PooledConnection ReadConnectionPool::acquire() {
  std::unique_ptr<Connection> connection;
  {
    const std::lock_guard hold(mutex_);
    if (!idle_.empty()) {
      connection = std::move(idle_.back());
      idle_.pop_back();
    }
  }
  if (!connection) connection = std::make_unique<Connection>(file_, Mode::kReadOnly);
  return {*this, std::move(connection)};
}

void ReadConnectionPool::release(std::unique_ptr<Connection> connection) {
  const std::lock_guard hold(mutex_);
  idle_.push_back(std::move(connection));
}

}  // namespace database
