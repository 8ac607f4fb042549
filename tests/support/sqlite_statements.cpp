#include "support/sqlite_statements.h"

#include <sqlite3.h>

#include <algorithm>
#include <stdexcept>

namespace {

thread_local SqliteStatements* recorder = nullptr;

int record(unsigned /*event*/, void* self, void* /*statement*/, void* sql) {
  if (recorder == self) recorder->add(static_cast<const char*>(sql));
  return 0;
}

/// SQLite calls it for each new connection, in the thread that opens it.
int on_open(sqlite3* connection, char** /*error*/, const void* /*api*/) {
  if (recorder == nullptr) return SQLITE_OK;
  return sqlite3_trace_v2(connection, SQLITE_TRACE_STMT, record, recorder);
}

using AutoExtension = void (*)();  // as SQLite declares every on_open()

AutoExtension extension() { return reinterpret_cast<AutoExtension>(on_open); }

}  // namespace

SqliteStatements::SqliteStatements() {
  recorder = this;
  if (sqlite3_auto_extension(extension()) != SQLITE_OK) throw std::runtime_error("auto extension");
}

SqliteStatements::~SqliteStatements() {
  sqlite3_cancel_auto_extension(extension());
  recorder = nullptr;
}

std::size_t SqliteStatements::count(std::string_view text) const {
  return static_cast<std::size_t>(std::ranges::count_if(
      started_, [&](const std::string& sql) { return sql.find(text) != std::string::npos; }));
}
