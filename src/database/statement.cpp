#include "database/statement.h"

#include <sqlite3.h>

#include "base/error.h"

namespace database {

void Statement::Finalize::operator()(sqlite3_stmt* handle) const { sqlite3_finalize(handle); }

Statement::Statement(sqlite3_stmt* handle) : handle_(handle) {}

int Statement::index_of(const char* name) const {
  const int index = sqlite3_bind_parameter_index(handle_.get(), name);
  if (index == 0) throw base::Error(std::string{"SQLite: no parameter "} + name);
  return index;
}

void Statement::check(int code, const char* operation) const {
  if (code == SQLITE_OK) return;
  throw base::Error(std::string{"SQLite: "} + operation + ": " +
                    sqlite3_errmsg(sqlite3_db_handle(handle_.get())));
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
  bind(index_of(name), value);
  return *this;
}

Statement& Statement::bind(const char* name, std::string_view value) {
  bind(index_of(name), value);
  return *this;
}

Statement& Statement::bind_optional(const char* name, const std::optional<std::int64_t>& value) {
  const int index = index_of(name);
  value ? bind(index, *value) : bind_null(index);
  return *this;
}

Statement& Statement::bind_optional(const char* name, const std::optional<std::string>& value) {
  const int index = index_of(name);
  value ? bind(index, std::string_view{*value}) : bind_null(index);
  return *this;
}

Statement& Statement::bind_blob(const char* name, std::string_view bytes) {
  check(sqlite3_bind_blob64(handle_.get(), index_of(name), bytes.data(), bytes.size(),
                            SQLITE_TRANSIENT),
        "bind a blob");
  return *this;
}

bool Statement::step() {
  switch (sqlite3_step(handle_.get())) {
    case SQLITE_ROW:
      return true;
    case SQLITE_DONE:
      return false;
    case SQLITE_INTERRUPT:
      throw base::Stopped();
    default:
      throw base::Error(std::string{"SQLite: step: "} +
                        sqlite3_errmsg(sqlite3_db_handle(handle_.get())));
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

int Statement::parameters() const { return sqlite3_bind_parameter_count(handle_.get()); }

std::string_view Statement::parameter_name(int index) const {
  const char* name = sqlite3_bind_parameter_name(handle_.get(), index);
  return name == nullptr ? std::string_view{} : name;
}

Storage Statement::storage(int column) const {
  switch (sqlite3_column_type(handle_.get(), column)) {
    case SQLITE_INTEGER:
      return Storage::kInteger;
    case SQLITE_FLOAT:
      return Storage::kReal;
    case SQLITE_TEXT:
      return Storage::kText;
    case SQLITE_BLOB:
      return Storage::kBlob;
    default:
      return Storage::kNull;
  }
}

std::int64_t Statement::integer(int column) const {
  return sqlite3_column_int64(handle_.get(), column);
}

double Statement::real(int column) const { return sqlite3_column_double(handle_.get(), column); }

std::string_view Statement::text(int column) const {
  const void* bytes = sqlite3_column_blob(handle_.get(), column);
  const int size = sqlite3_column_bytes(handle_.get(), column);
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
