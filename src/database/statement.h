#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

struct sqlite3_stmt;

namespace database {

/// How SQLite holds the value of one result column (its storage class).
enum class Storage { kNull, kInteger, kReal, kText, kBlob };

/// One prepared statement of a connection, which must outlive it. Used by the connection's thread.
/// Parameters are bound by name (":uid") or by index from 1; columns count from 0.
class Statement {
 public:
  explicit Statement(sqlite3_stmt* handle);

  Statement& bind(const char* name, std::int64_t value);
  Statement& bind(const char* name, std::string_view value);
  Statement& bind_optional(const char* name, const std::optional<std::int64_t>& value);
  Statement& bind_optional(const char* name, const std::optional<std::string>& value);
  Statement& bind_blob(const char* name, std::string_view bytes);

  void bind(int index, std::int64_t value);
  void bind(int index, double value);
  void bind(int index, std::string_view value);
  void bind_null(int index);

  /// Moves to the next row; false at the end. Throws base::Stopped when the connection's interrupt
  /// asked for it, base::Error for anything else.
  bool step();
  /// For statements that give no rows.
  void run();
  /// Back to before the first row; bindings stay.
  void reset();

  [[nodiscard]] int columns() const;
  [[nodiscard]] std::string_view column_name(int column) const;
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

 private:
  struct Finalize {
    void operator()(sqlite3_stmt* handle) const;
  };

  [[nodiscard]] int index_of(const char* name) const;
  void check(int code, const char* operation) const;

  std::unique_ptr<sqlite3_stmt, Finalize> handle_;
};

}  // namespace database
