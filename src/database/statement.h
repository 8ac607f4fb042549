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

/// How SQLite holds the value of one result column (its storage class).
enum class Storage { kNull, kInteger, kReal, kText, kBlob };

/// Throws SQLite's last error: base::TransientError where another's lock is in the way.
[[noreturn]] void throw_sqlite_error(sqlite3* connection, const std::string& operation);

/// One prepared statement of a connection, which must outlive it. Used by the connection's thread.
/// Parameters are bound by name (":uid") or by index from 1; columns are read by name or by index
/// from 0. Use names in our own SQL: an index would read another column once the SQL changes.
class Statement {
 public:
  /// Where prepared statements wait to be used again; longer-lived than those that it is given to.
  using StatementCache = std::vector<sqlite3_stmt*>;

  /// With `cache`, the handle goes there at the end, reset and unbound.
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

  /// Moves to the next row; false at the end. Throws base::Canceled when the connection's interrupt
  /// asked for it, base::Error for anything else.
  bool step();
  /// For statements that give no rows.
  void run();
  /// Back to before the first row; bindings stay.
  void reset();

  [[nodiscard]] int columns() const;
  [[nodiscard]] std::string_view column_name(int column) const;
  /// The word that the column's table was declared with ("VARCHAR(40)"); empty where it is none of
  /// a table.
  [[nodiscard]] std::string_view declared_type(int column) const;
  [[nodiscard]] int parameters() const;
  /// The name with its sigil (":uid"); empty for a nameless one. `index` counts from 1.
  [[nodiscard]] std::string_view parameter_name(int index) const;

  // Of the current row.
  [[nodiscard]] Storage storage(int column) const;
  [[nodiscard]] std::int64_t integer(int column) const;
  [[nodiscard]] double real(int column) const;
  /// Bytes of a text or blob, valid until the next step(); they need not be UTF-8.
  [[nodiscard]] std::string_view text(int column) const;

  [[nodiscard]] std::optional<std::int64_t> optional_integer(int column) const;
  [[nodiscard]] std::optional<std::string> optional_text(int column) const;

  // The same of the column of that name; throws base::Error where the statement has none.
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

  [[nodiscard]] int parameter_index(const char* name) const;  // of a parameter
  [[nodiscard]] int column_index(const char* column) const;
  void check(int code, const char* operation) const;
  /// Of the current row. Asked once for what several questions are about: the connection is one
  /// thread's (SQLITE_OPEN_NOMUTEX), so the value needs no protection by SQLite.
  [[nodiscard]] sqlite3_value* value(int column) const;

  static constexpr int kNoColumn = -1;

  std::unique_ptr<sqlite3_stmt, Release> handle_;
  mutable int next_column_ = 0;  // where the next name is looked for first
  mutable int last_column_ = kNoColumn;
  mutable sqlite3_value* last_value_ = nullptr;
};

}  // namespace database
