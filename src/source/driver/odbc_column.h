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

/// How one column of a result is read: as which type of C, into rooms for a block of rows, or,
/// where a text has no bound, piece by piece.
class OdbcColumn {
 public:
  OdbcColumn(const OdbcStatement::Column& column, const OdbcDialect& dialect);

  /// Whether each of its values fits into a room of known size.
  [[nodiscard]] bool is_bounded() const { return buffer_size_ > 0; }
  [[nodiscard]] std::size_t buffer_size() const { return buffer_size_; }

  /// Has the driver write the values of `rows` rows at once.
  void bind(const OdbcStatement& statement, SQLUSMALLINT index, std::size_t rows);
  /// A value that was written so.
  void fill(Cell& cell, std::size_t row);
  /// The value of the current row, from the driver.
  void fetch(Cell& cell, const OdbcStatement& statement, SQLUSMALLINT index);

  [[nodiscard]] DatabaseType database_type() const;
  /// What a data model would make of it.
  [[nodiscard]] std::optional<model::Type> model_type() const;

 private:
  /// Whether the spaces at its end say nothing.
  [[nodiscard]] bool is_padded() const;
  /// `bytes` is what the driver says that the value takes.
  void read(Cell& cell, const std::byte* value, std::size_t bytes);
  void read_bits(Cell& cell, const std::byte* value, std::size_t bytes);

  SQLSMALLINT type_;  // of SQL
  bool is_bits_;
  SQLSMALLINT c_type_;       // of C
  std::size_t buffer_size_;  // bytes of one value; 0 without a bound
  std::vector<std::byte> values_;
  std::vector<SQLLEN> indicators_;
  std::string text_;  // of the last value
};

}  // namespace source
