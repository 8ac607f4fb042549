#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string_view>

#include "database/statement.h"

struct sqlite3;

namespace database {

enum class Mode {
  kOwn,   // this program's own database: created, WAL, synced at each commit, the only checkpoints
  kRead,  // a reader of this program's own database: never writes, never checkpoints
  kForeign,  // a customer's database, read for a report: read-only and shut in (see connection.cpp)
};

/// One SQLite connection. One thread at a time; its statements must be gone before it.
class Connection {
 public:
  Connection(const std::filesystem::path& file, Mode mode);
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  /// Exactly one statement, nothing behind it.
  [[nodiscard]] Statement prepare(std::string_view sql);
  /// The same, and it must be a query: it writes nothing and is no EXPLAIN.
  [[nodiscard]] Statement prepare_query(std::string_view sql);
  /// Any number of statements whose rows nobody wants.
  void execute(std::string_view sql);

  /// Rows that the last INSERT, UPDATE or DELETE touched.
  [[nodiscard]] std::int64_t changes() const;

  /// Asked about every thousand steps of SQLite's machine; true ends the running statement with
  /// base::Stopped.
  void interrupt_when(std::function<bool()> stop);

 private:
  struct Close {
    void operator()(sqlite3* handle) const;
  };

  [[nodiscard]] sqlite3_stmt* prepared(std::string_view sql);
  void shut_in();

  std::function<bool()> stop_;
  std::unique_ptr<sqlite3, Close> handle_;
};

}  // namespace database
