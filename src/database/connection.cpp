#include "database/connection.h"

#include <sqlite3.h>

#include <algorithm>
#include <array>
#include <string>

#include "base/error.h"

namespace database {
namespace {

[[noreturn]] void fail(sqlite3* handle, const std::string& operation) {
  throw base::Error("SQLite: " + operation + ": " +
                    (handle != nullptr ? sqlite3_errmsg(handle) : "out of memory"));
}

void configure(sqlite3* handle, int option, int value) {
  if (sqlite3_db_config(handle, option, value, nullptr) != SQLITE_OK) fail(handle, "configure");
}

/// Functions that reach outside of the query's rows.
bool is_forbidden_function(std::string_view name) {
  constexpr std::array kNames{"load_extension", "readfile", "writefile", "edit", "fts3_tokenizer"};
  return std::ranges::any_of(
      kNames, [&](const char* forbidden) { return sqlite3_stricmp(forbidden, name.data()) == 0; });
}

/// Tables of SQLite's own, pragmas in the form of a table among them.
bool is_of_the_system(const char* table) {
  return sqlite3_strnicmp(table, "sqlite_", 7) == 0 || sqlite3_strnicmp(table, "pragma_", 7) == 0 ||
         sqlite3_stricmp(table, "dbstat") == 0;
}

/// A report reads its tables and nothing else: no writing, attaching, pragmas or schema tables.
int authorize(void* /*connection*/, int action, const char* first, const char* second,
              const char* /*database*/, const char* /*trigger*/) {
  switch (action) {
    case SQLITE_SELECT:
    case SQLITE_RECURSIVE:
      return SQLITE_OK;
    case SQLITE_READ:
      return is_of_the_system(first) ? SQLITE_DENY : SQLITE_OK;
    case SQLITE_FUNCTION:
      return is_forbidden_function(second) ? SQLITE_DENY : SQLITE_OK;
    default:
      return SQLITE_DENY;
  }
}

int flags_of(Mode mode) {
  constexpr int kCommon = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
  return kCommon |
         (mode == Mode::kOwn ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READONLY);
}

constexpr int kBusyMilliseconds = 5'000;
constexpr int kStepsBetweenQuestions = 1'000;

}  // namespace

void Connection::Close::operator()(sqlite3* handle) const { sqlite3_close_v2(handle); }

Connection::Connection(const std::filesystem::path& file, Mode mode) {
  sqlite3* handle = nullptr;
  const int code = sqlite3_open_v2(file.c_str(), &handle, flags_of(mode), nullptr);
  handle_.reset(handle);
  if (code != SQLITE_OK) fail(handle, "open " + file.string());
  sqlite3_busy_timeout(handle, kBusyMilliseconds);
  configure(handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0);
  configure(handle, SQLITE_DBCONFIG_DEFENSIVE, 1);
  if (mode == Mode::kOwn) {
    // FULL: with NORMAL a power cut takes back acknowledged commits.
    execute(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;"
        "PRAGMA mmap_size = 0");
    return;
  }
  configure(handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1);
  execute("PRAGMA query_only = ON");
  if (mode == Mode::kForeign) shut_in();
}

Connection::~Connection() = default;

void Connection::shut_in() {
  sqlite3_limit(handle_.get(), SQLITE_LIMIT_SQL_LENGTH, 100'000);
  sqlite3_limit(handle_.get(), SQLITE_LIMIT_LENGTH, 8 * 1024 * 1024);
  sqlite3_limit(handle_.get(), SQLITE_LIMIT_ATTACHED, 0);
  // How lists of ids are bound. SQLite makes this table at its first use, which the authorizer
  // would take for the making of any table.
  static_cast<void>(prepare("SELECT value FROM json_each('[]')"));
  sqlite3_set_authorizer(handle_.get(), authorize, nullptr);
}

sqlite3_stmt* Connection::prepared(std::string_view sql) {
  sqlite3_stmt* statement = nullptr;
  const char* tail = nullptr;
  const int code = sqlite3_prepare_v2(handle_.get(), sql.data(), static_cast<int>(sql.size()),
                                      &statement, &tail);
  if (code != SQLITE_OK) fail(handle_.get(), "prepare");
  const std::string_view rest = sql.substr(static_cast<std::size_t>(tail - sql.data()));
  if (statement == nullptr || rest.find_first_not_of(" \t\r\n;") != std::string_view::npos) {
    sqlite3_finalize(statement);
    throw base::Error("SQLite: prepare: not exactly one statement");
  }
  return statement;
}

Statement Connection::prepare(std::string_view sql) { return Statement{prepared(sql)}; }

Statement Connection::prepare_query(std::string_view sql) {
  sqlite3_stmt* handle = prepared(sql);
  Statement statement{handle};
  if (sqlite3_stmt_readonly(handle) == 0 || sqlite3_stmt_isexplain(handle) != 0 ||
      statement.columns() == 0) {
    throw base::Error("SQLite: prepare: not a query");
  }
  return statement;
}

void Connection::execute(std::string_view sql) {
  if (sqlite3_exec(handle_.get(), std::string{sql}.c_str(), nullptr, nullptr, nullptr) !=
      SQLITE_OK) {
    fail(handle_.get(), "execute");
  }
}

std::int64_t Connection::changes() const { return sqlite3_changes64(handle_.get()); }

void Connection::interrupt_when(std::function<bool()> stop) {
  stop_ = std::move(stop);
  const auto ask = [](void* self) -> int {
    return static_cast<Connection*>(self)->stop_() ? 1 : 0;
  };
  sqlite3_progress_handler(handle_.get(), kStepsBetweenQuestions, ask, this);
}

}  // namespace database
