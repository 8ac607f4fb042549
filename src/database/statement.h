#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

struct sqlite3;
struct sqlite3_stmt;
struct sqlite3_value;

namespace database {

/// SQLite's storage class of a value.
enum class Storage { kNull, kInteger, kReal, kText, kBlob };

/// Throws SQLite's last error: base::TransientError when another connection holds a lock.
[[noreturn]] void throw_sqlite_error(sqlite3* connection, const std::string& operation);

/// One prepared statement of a connection, which must outlive it. Parameters are bound by name
/// (":uid") or by index from 1; columns are read by name or by index from 0. Not thread-safe.
///
/// Use names in this program's own SQL: an index reads another column once the SQL changes.
class Statement {
 public:
  /// Prepared statements for reuse; it must outlive the Statements that use it.
  using StatementCache = std::vector<sqlite3_stmt*>;

  /// With `cache`, the destructor puts the handle there, reset and without bindings.
  explicit Statement(sqlite3_stmt* handle, StatementCache* cache = nullptr);

  Statement& bind(const char* name, std::int64_t value);
  Statement& bind(const char* name, std::string_view value);
  Statement& bind_optional(const char* name, const std::optional<std::int64_t>& value);
  Statement& bind_optional(const char* name, const std::optional<std::string>& value);
  Statement& bind_blob(const char* name, std::string_view bytes);

  void bind(int index, std::int64_t value);
  void bind(int index, double value);
  void bind(int index, std::string_view value);
  void bind_null(int index);

  /// Moves to the next row; false at the end. Throws base::Canceled when the connection's `stop`
  /// returned true, base::Error for anything else.
  bool step();
  /// For statements that return no rows.
  void run();
  /// Moves to before the first row; bindings stay.
  void reset();

  [[nodiscard]] int columns() const;
  [[nodiscard]] std::string_view column_name(int column) const;
  /// The type in the declaration of the column's table ("VARCHAR(40)"); empty when the column is
  /// not one of a table.
  [[nodiscard]] std::string_view declared_type(int column) const;
  [[nodiscard]] int parameters() const;
  /// The name with its prefix (":uid"); empty for a parameter without a name. `index` counts
  /// from 1.
  [[nodiscard]] std::string_view parameter_name(int index) const;

  // Values of the current row.
  [[nodiscard]] Storage storage(int column) const;
  [[nodiscard]] std::int64_t integer(int column) const;
  [[nodiscard]] double real(int column) const;
  /// The bytes of a text or blob, valid until the next step(); not necessarily UTF-8.
  [[nodiscard]] std::string_view text(int column) const;

  [[nodiscard]] std::optional<std::int64_t> optional_integer(int column) const;
  [[nodiscard]] std::optional<std::string> optional_text(int column) const;

  // The same by the column's name; throws base::Error when there is no such column.
  [[nodiscard]] std::int64_t integer(const char* column) const {
    return integer(column_index(column));
  }
  [[nodiscard]] std::string_view text(const char* column) const {
    return text(column_index(column));
  }
  [[nodiscard]] std::optional<std::int64_t> optional_integer(const char* column) const {
    return optional_integer(column_index(column));
  }
  [[nodiscard]] std::optional<std::string> optional_text(const char* column) const {
    return optional_text(column_index(column));
  }

 private:
  struct Release {
    StatementCache* cache;

    void operator()(sqlite3_stmt* handle) const;
  };

  [[nodiscard]] int parameter_index(const char* name) const;
  [[nodiscard]] int column_index(const char* column) const;
  void check(int code, const char* operation) const;
  /// A value of the current row; the last one is cached. The connection is used by one thread
  /// (SQLITE_OPEN_NOMUTEX), so that SQLite need not protect the value.
  [[nodiscard]] sqlite3_value* value(int column) const;

  static constexpr int kNoColumn = -1;

  std::unique_ptr<sqlite3_stmt, Release> handle_;
  mutable int next_column_ = 0;  // where the search for the next name begins
  mutable int last_column_ = kNoColumn;
  mutable sqlite3_value* last_value_ = nullptr;
};

}  // namespace database
