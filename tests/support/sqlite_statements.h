#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

/// Records the SQL of each statement that SQLite starts to run in this thread while the object
/// exists, on connections that are opened in that time. Preparing a statement does not count. One
/// at a time.
class SqliteStatements {
 public:
  SqliteStatements();
  ~SqliteStatements();
  SqliteStatements(const SqliteStatements&) = delete;
  SqliteStatements& operator=(const SqliteStatements&) = delete;

  /// How many of them contain `text`.
  [[nodiscard]] std::size_t count(std::string_view text) const;

  void add(std::string sql) { started_.push_back(std::move(sql)); }

 private:
  std::vector<std::string> started_;
};
