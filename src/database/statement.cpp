#include "database/statement.h"

#include <sqlite3.h>

#include <array>
#include <cstring>

#include "base/error.h"

namespace database {

void throw_sqlite_error(sqlite3* connection, const std::string& operation) {
  const std::string what = "SQLite: " + operation + ": " + sqlite3_errmsg(connection);
  switch (sqlite3_errcode(connection) & 0xFF) {  // the primary code
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_PROTOCOL:
      throw base::TransientError(what, base::Message{"database.locked"});
    default:
      throw base::Error(what);
  }
}

void Statement::Release::operator()(sqlite3_stmt* handle) const {
  if (cache == nullptr) {
    sqlite3_finalize(handle);
    return;
  }
  sqlite3_reset(handle);
  sqlite3_clear_bindings(handle);
  cache->push_back(handle);
}

Statement::Statement(sqlite3_stmt* handle, StatementCache* cache)
    : handle_(handle, Release{cache}) {}

int Statement::parameter_index(const char* name) const {
  const int index = sqlite3_bind_parameter_index(handle_.get(), name);
  if (index == 0) throw base::Error(std::string{"SQLite: no parameter "} + name);
  return index;
}

int Statement::column_index(const char* column) const {
  const int count = columns();
  for (int i = 0; i < count; ++i) {
    const int at = (next_column_ + i) % count;
    const char* const name = sqlite3_column_name(handle_.get(), at);
    if (name == nullptr || std::strcmp(name, column) != 0) continue;
    next_column_ = at + 1;
    return at;
  }
  throw base::Error(std::string{"SQLite: no column "} + column);
}

void Statement::check(int code, const char* operation) const {
  if (code != SQLITE_OK) throw_sqlite_error(sqlite3_db_handle(handle_.get()), operation);
}

void Statement::bind(int index, std::int64_t value) {
  check(sqlite3_bind_int64(handle_.get(), index, value), "bind an integer");
}

void Statement::bind(int index, double value) {
  check(sqlite3_bind_double(handle_.get(), index, value), "bind a real");
}

void Statement::bind(int index, std::string_view value) {
  check(sqlite3_bind_text64(handle_.get(), index, value.data(), value.size(), SQLITE_TRANSIENT,
                            SQLITE_UTF8),
        "bind a text");
}

void Statement::bind_null(int index) {
  check(sqlite3_bind_null(handle_.get(), index), "bind a null");
}

Statement& Statement::bind(const char* name, std::int64_t value) {
  bind(parameter_index(name), value);
  return *this;
}

Statement& Statement::bind(const char* name, std::string_view value) {
  bind(parameter_index(name), value);
  return *this;
}

Statement& Statement::bind_optional(const char* name, const std::optional<std::int64_t>& value) {
  const int index = parameter_index(name);
  value ? bind(index, *value) : bind_null(index);
  return *this;
}

Statement& Statement::bind_optional(const char* name, const std::optional<std::string>& value) {
  const int index = parameter_index(name);
  value ? bind(index, std::string_view{*value}) : bind_null(index);
  return *this;
}

Statement& Statement::bind_blob(const char* name, std::string_view bytes) {
  check(sqlite3_bind_blob64(handle_.get(), parameter_index(name), bytes.data(), bytes.size(),
                            SQLITE_TRANSIENT),
        "bind a blob");
  return *this;
}

sqlite3_value* Statement::value(int column) const {
  if (column != last_column_) {
    last_value_ = sqlite3_column_value(handle_.get(), column);
    last_column_ = column;
  }
  return last_value_;
}

bool Statement::step() {
  last_column_ = kNoColumn;
  switch (sqlite3_step(handle_.get())) {
    case SQLITE_ROW:
      return true;
    case SQLITE_DONE:
      return false;
    case SQLITE_INTERRUPT:
      throw base::Canceled();
    default:
      throw_sqlite_error(sqlite3_db_handle(handle_.get()), "step");
  }
}

void Statement::run() {
  while (step()) {
  }
  reset();
}

void Statement::reset() { sqlite3_reset(handle_.get()); }

int Statement::columns() const { return sqlite3_column_count(handle_.get()); }

std::string_view Statement::column_name(int column) const {
  return sqlite3_column_name(handle_.get(), column);
}

std::string_view Statement::declared_type(int column) const {
  const char* type = sqlite3_column_decltype(handle_.get(), column);
  return type == nullptr ? std::string_view{} : std::string_view{type};
}

int Statement::parameters() const { return sqlite3_bind_parameter_count(handle_.get()); }

std::string_view Statement::parameter_name(int index) const {
  const char* name = sqlite3_bind_parameter_name(handle_.get(), index);
  return name == nullptr ? std::string_view{} : name;
}

Storage Statement::storage(int column) const {
  static_assert(SQLITE_INTEGER == 1 && SQLITE_FLOAT == 2 && SQLITE_TEXT == 3 && SQLITE_BLOB == 4 &&
                SQLITE_NULL == 5);
  static constexpr std::array kStorages = {Storage::kNull, Storage::kInteger, Storage::kReal,
                                           Storage::kText, Storage::kBlob,    Storage::kNull};
  return kStorages[static_cast<std::size_t>(sqlite3_value_type(value(column)))];
}

std::int64_t Statement::integer(int column) const { return sqlite3_value_int64(value(column)); }

double Statement::real(int column) const { return sqlite3_value_double(value(column)); }

std::string_view Statement::text(int column) const {
  // sqlite3_value_bytes() converts texts of a UTF-16 database to UTF-8, and numbers to text. A
  // UTF-8 text stays in its place, while sqlite3_value_text() would copy it.
  const int size = sqlite3_value_bytes(value(column));
  const void* bytes = sqlite3_value_blob(value(column));
  return {static_cast<const char*>(bytes), static_cast<std::size_t>(size)};
}

std::optional<std::int64_t> Statement::optional_integer(int column) const {
  if (storage(column) == Storage::kNull) return std::nullopt;
  return integer(column);
}

std::optional<std::string> Statement::optional_text(int column) const {
  if (storage(column) == Storage::kNull) return std::nullopt;
  return std::string{text(column)};
}

}  // namespace database
