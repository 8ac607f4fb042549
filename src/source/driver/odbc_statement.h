#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "source/driver/odbc_connection.h"
#include "source/driver/session.h"
#include "source/sql/query.h"

namespace source {

/// A prepared ODBC statement with its bound values. The connection must outlive it. Not
/// thread-safe, except for cancel().
class OdbcStatement {
 public:
  OdbcStatement(OdbcConnection& connection, const Query& query);
  ~OdbcStatement();
  OdbcStatement(const OdbcStatement&) = delete;
  OdbcStatement& operator=(const OdbcStatement&) = delete;

  [[nodiscard]] SQLHSTMT handle() const { return handle_; }
  /// Runs the statement. `timeout` is also set as the driver's own time limit, where it has one.
  void execute(std::chrono::seconds timeout);
  /// Thread-safe. The running call fails.
  void cancel() noexcept;

  struct Column {
    std::string name;
    SQLSMALLINT type = 0;  // SQL_VARCHAR and so on
    SQLULEN size = 0;      // characters or digits; 0 where the driver does not know
    bool is_unsigned = false;
    std::optional<std::string> type_name = {};  // the database's own, where the driver reports it
    bool is_bits = false;  // a big-endian number, although its type is SQL_BINARY
  };
  [[nodiscard]] std::vector<Column> columns() const;

 private:
  /// A bound value, which must live as long as the driver may read it.
  struct Value {
    std::u16string text;
    std::int64_t number = 0;
    SQLLEN indicator = 0;
  };

  void prepare(const std::string& sql);
  void count_placeholders(const Query& query) const;
  void describe(SQLUSMALLINT index, Column& column) const;
  [[nodiscard]] bool is_bits(SQLUSMALLINT index) const;
  void close() noexcept;
  void bind(SQLUSMALLINT index, const BoundValue& bound, Value& value);
  void require(SQLRETURN code, const char* operation) const;

  SQLHSTMT handle_ = SQL_NULL_HSTMT;
  const OdbcConnection::TextEncoding text_encoding_;
  std::vector<Value> values_;
};

}  // namespace source
