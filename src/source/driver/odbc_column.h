#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "model/value/type.h"
#include "source/driver/odbc_statement.h"
#include "source/sql/cell.h"
#include "source/sql/database_type.h"
#include "source/sql/odbc_dialects.h"

namespace source {

/// Reads one column of an ODBC result: into a buffer for a block of rows or, where a value's length
/// has no bound, in chunks. Not thread-safe.
class OdbcColumn {
 public:
  OdbcColumn(const OdbcStatement::Column& column, const OdbcDialect& dialect);

  /// Whether each value fits into a buffer of known size.
  [[nodiscard]] bool is_bounded() const { return buffer_size_ > 0; }
  [[nodiscard]] std::size_t buffer_size() const { return buffer_size_; }

  /// Binds a buffer into which the driver writes the values of `rows` rows at once.
  void bind(const OdbcStatement& statement, SQLUSMALLINT index, std::size_t rows);
  /// Reads a value from the bound buffer.
  void fill(Cell& cell, std::size_t row);
  /// Fetches the value of the current row from the driver.
  void fetch(Cell& cell, const OdbcStatement& statement, SQLUSMALLINT index);

  [[nodiscard]] DatabaseType database_type() const;
  /// The column type that a data model would declare.
  [[nodiscard]] std::optional<model::Type> model_type() const;

 private:
  /// Whether trailing spaces are padding.
  [[nodiscard]] bool is_padded() const;
  /// `bytes` is the value's size as the driver reports it.
  void read(Cell& cell, const std::byte* value, std::size_t bytes);
  void read_bits(Cell& cell, const std::byte* value, std::size_t bytes);

  SQLSMALLINT type_;  // SQL type
  bool is_bits_;
  SQLSMALLINT c_type_;       // C type
  std::size_t buffer_size_;  // bytes of one value; 0 if unbounded
  std::vector<std::byte> values_;
  std::vector<SQLLEN> indicators_;
  std::string text_;  // the last value's
};

}  // namespace source
