#include "source/driver/odbc_column.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstring>
#include <utility>

#include "base/error.h"
#include "source/sql/utf16.h"

namespace source {
namespace {

using model::Type;

constexpr std::size_t kMaxBlockTextLength = 4'000;  // of a text that is bound in a block

bool is_time(SQLSMALLINT type) { return type == SQL_TYPE_TIME || type == SQL_TIME; }

SQLSMALLINT c_type_for(const OdbcStatement::Column& column, const OdbcDialect& dialect) {
  if (dialect.has_long_times && is_time(column.type)) return SQL_C_WCHAR;
  switch (column.type) {
    case SQL_BIT:
    case SQL_TINYINT:
    case SQL_SMALLINT:
    case SQL_INTEGER:
      return SQL_C_SBIGINT;
    case SQL_BIGINT:
      return column.is_unsigned ? SQL_C_CHAR : SQL_C_SBIGINT;
    case SQL_REAL:
    case SQL_FLOAT:
    case SQL_DOUBLE:
      return SQL_C_DOUBLE;
    case SQL_DECIMAL:
    case SQL_NUMERIC:
      return SQL_C_CHAR;
    case SQL_TYPE_DATE:
    case SQL_DATE:
      return SQL_C_TYPE_DATE;
    case SQL_TYPE_TIME:
    case SQL_TIME:
      return SQL_C_TYPE_TIME;
    case SQL_TYPE_TIMESTAMP:
    case SQL_TIMESTAMP:
      return SQL_C_TYPE_TIMESTAMP;
    case SQL_BINARY:
    case SQL_VARBINARY:
    case SQL_LONGVARBINARY:
      return SQL_C_BINARY;
    default:
      return SQL_C_WCHAR;
  }
}

/// 0 where only the value itself tells its size.
std::size_t buffer_size_for(const OdbcStatement::Column& column, SQLSMALLINT c_type,
                            bool has_bounds) {
  constexpr std::size_t kNumberBytes = 64;  // sign, point, digits and terminator
  switch (c_type) {
    case SQL_C_SBIGINT:
    case SQL_C_DOUBLE:
      return sizeof(std::int64_t);
    case SQL_C_CHAR:
      return kNumberBytes;
    case SQL_C_TYPE_DATE:
      return sizeof(SQL_DATE_STRUCT);
    case SQL_C_TYPE_TIME:
      return sizeof(SQL_TIME_STRUCT);
    case SQL_C_TYPE_TIMESTAMP:
      return sizeof(SQL_TIMESTAMP_STRUCT);
    case SQL_C_BINARY:
      return column.is_bits ? sizeof(std::uint64_t) : 0;
    default:
      break;
  }
  if (!has_bounds || column.size == 0 || column.size > kMaxBlockTextLength) return 0;
  return (2 * static_cast<std::size_t>(column.size) + 1) *
         sizeof(SQLWCHAR);  // two units for each surrogate pair
}

template <class Struct>
Struct copied(const std::byte* value) {
  Struct copy{};
  std::memcpy(&copy, value, sizeof copy);
  return copy;
}

void print(std::string& text, const char* format, auto... numbers) {
  std::array<char, 48> written{};
  const int size = std::snprintf(written.data(), written.size(), format, numbers...);
  text.append(written.data(), static_cast<std::size_t>(std::max(size, 0)));
}

void append(std::string& text, const SQL_TIMESTAMP_STRUCT& moment) {
  print(text, "%04d-%02u-%02u %02u:%02u:%02u", int{moment.year}, unsigned{moment.month},
        unsigned{moment.day}, unsigned{moment.hour}, unsigned{moment.minute},
        unsigned{moment.second});
  if (moment.fraction > 0) print(text, ".%09u", static_cast<unsigned>(moment.fraction));
}

/// Removes the trailing zeros that only fill the column's scale.
void trim_zeros(std::string& text) {
  if (text.find('.') == std::string::npos) return;
  text.erase(text.find_last_not_of('0') + 1);
  if (text.ends_with('.')) text.pop_back();
}

}  // namespace

OdbcColumn::OdbcColumn(const OdbcStatement::Column& column, const OdbcDialect& dialect)
    : type_(column.type),
      is_bits_(column.is_bits),
      c_type_(c_type_for(column, dialect)),
      buffer_size_(buffer_size_for(column, c_type_, dialect.has_reliable_lengths)) {}

void OdbcColumn::bind(const OdbcStatement& statement, SQLUSMALLINT index, std::size_t rows) {
  values_.resize(buffer_size_ * rows);
  indicators_.resize(rows);
  check_odbc(odbc().BindCol(statement.handle(), index, c_type_, values_.data(),
                            static_cast<SQLLEN>(buffer_size_), indicators_.data()),
             SQL_HANDLE_STMT, statement.handle(), "bind a column");
}

void OdbcColumn::fill(Cell& cell, std::size_t row) {
  const SQLLEN bytes = indicators_[row];
  if (bytes == SQL_NULL_DATA) {
    cell.storage = Storage::kNull;
    return;
  }
  // The driver reported too small a column size: fail instead of cutting the text.
  if (bytes == SQL_NO_TOTAL || static_cast<std::size_t>(bytes) > buffer_size_) {
    throw base::Error("ODBC: fetch: a value is longer than its column");
  }
  read(cell, values_.data() + row * buffer_size_, static_cast<std::size_t>(bytes));
}

void OdbcColumn::fetch(Cell& cell, const OdbcStatement& statement, SQLUSMALLINT index) {
  constexpr std::size_t kChunkBytes = 8'192;
  values_.resize(std::max(buffer_size_, kChunkBytes));
  std::string got;
  const std::size_t end = c_type_ == SQL_C_WCHAR ? sizeof(SQLWCHAR) : 0;
  bool is_whole = false;
  while (!is_whole) {
    SQLLEN bytes = 0;
    const SQLRETURN code = odbc().GetData(statement.handle(), index, c_type_, values_.data(),
                                          static_cast<SQLLEN>(values_.size()), &bytes);
    if (code == SQL_NO_DATA) break;
    check_odbc(code, SQL_HANDLE_STMT, statement.handle(), "read a value");
    if (bytes == SQL_NULL_DATA) {
      cell.storage = Storage::kNull;
      return;
    }
    if (buffer_size_ > 0 && c_type_ != SQL_C_WCHAR) {
      return read(cell, values_.data(), static_cast<std::size_t>(bytes));
    }
    is_whole = bytes != SQL_NO_TOTAL && static_cast<std::size_t>(bytes) <= values_.size() - end;
    const std::size_t size = is_whole ? static_cast<std::size_t>(bytes) : values_.size() - end;
    got.append(reinterpret_cast<const char*>(values_.data()), size);
  }
  read(cell, reinterpret_cast<const std::byte*>(got.data()), got.size());
}

void OdbcColumn::read(Cell& cell, const std::byte* value, std::size_t bytes) {
  cell.storage = Storage::kText;
  text_.clear();
  switch (c_type_) {
    case SQL_C_SBIGINT:
      cell.storage = Storage::kInteger;
      cell.integer = copied<std::int64_t>(value);
      return;
    case SQL_C_DOUBLE:
      cell.storage = Storage::kReal;
      cell.real = copied<double>(value);
      return;
    case SQL_C_CHAR:
      text_.assign(reinterpret_cast<const char*>(value), bytes);
      trim_zeros(text_);
      break;
    case SQL_C_TYPE_DATE: {
      const auto day = copied<SQL_DATE_STRUCT>(value);
      print(text_, "%04d-%02u-%02u", int{day.year}, unsigned{day.month}, unsigned{day.day});
      break;
    }
    case SQL_C_TYPE_TIME: {
      const auto time = copied<SQL_TIME_STRUCT>(value);
      print(text_, "%02u:%02u:%02u", unsigned{time.hour}, unsigned{time.minute},
            unsigned{time.second});
      break;
    }
    case SQL_C_TYPE_TIMESTAMP:
      append(text_, copied<SQL_TIMESTAMP_STRUCT>(value));
      break;
    case SQL_C_BINARY:
      if (is_bits_) return read_bits(cell, value, bytes);
      cell.storage = Storage::kBlob;
      text_.assign(reinterpret_cast<const char*>(value), bytes);
      break;
    default:
      append_utf8(text_, {reinterpret_cast<const char16_t*>(value), bytes / sizeof(char16_t)});
      if (is_padded()) text_.erase(text_.find_last_not_of(' ') + 1);
  }
  cell.text = text_;
}

DatabaseType OdbcColumn::database_type() const {
  if (is_bits_) return DatabaseType::kBits;
  switch (type_) {
    case SQL_BIT:
      return DatabaseType::kBit;
    case SQL_TINYINT:
    case SQL_SMALLINT:
    case SQL_INTEGER:
    case SQL_BIGINT:
      return DatabaseType::kInteger;
    case SQL_REAL:
      return DatabaseType::kFloat4;
    case SQL_FLOAT:
    case SQL_DOUBLE:
      return DatabaseType::kFloat8;
    case SQL_DECIMAL:
    case SQL_NUMERIC:
      return DatabaseType::kNumeric;
    case SQL_TYPE_DATE:
    case SQL_DATE:
      return DatabaseType::kDate;
    case SQL_TYPE_TIME:
    case SQL_TIME:
      return DatabaseType::kTime;
    case SQL_TYPE_TIMESTAMP:
    case SQL_TIMESTAMP:
      return DatabaseType::kTimestamp;
    case SQL_CHAR:
    case SQL_WCHAR:
      return DatabaseType::kPaddedText;
    case SQL_VARCHAR:
    case SQL_LONGVARCHAR:
    case SQL_WVARCHAR:
    case SQL_WLONGVARCHAR:
      return DatabaseType::kText;
    case SQL_GUID:
      return DatabaseType::kUuid;
    default:
      return DatabaseType::kOther;
  }
}

bool OdbcColumn::is_padded() const { return type_ == SQL_CHAR || type_ == SQL_WCHAR; }

/// Reads an unsigned number.
void OdbcColumn::read_bits(Cell& cell, const std::byte* value, std::size_t bytes) {
  std::uint64_t number = 0;
  for (std::size_t i = 0; i < bytes; ++i) {
    number = number << 8U | std::to_integer<std::uint64_t>(value[i]);
  }
  if (std::in_range<std::int64_t>(number)) {
    cell.storage = Storage::kInteger;
    cell.integer = static_cast<std::int64_t>(number);
  } else {
    text_ = std::to_string(number);
    cell.text = text_;
  }
}

std::optional<Type> OdbcColumn::model_type() const {
  if (is_time(type_)) return Type::kTime;
  switch (c_type_) {
    case SQL_C_SBIGINT:
      return type_ == SQL_BIT ? Type::kBoolean : Type::kInteger;
    case SQL_C_DOUBLE:
    case SQL_C_CHAR:
      return type_ == SQL_BIGINT ? Type::kInteger : Type::kDecimal;
    case SQL_C_TYPE_DATE:
      return Type::kDate;
    case SQL_C_TYPE_TIMESTAMP:
      return Type::kDateTime;
    case SQL_C_BINARY:
      return is_bits_ ? std::optional{Type::kInteger} : std::nullopt;
    default:
      return Type::kString;
  }
}

}  // namespace source
