#include "source/driver/odbc_statement.h"

#include <algorithm>
#include <array>

#include "base/ascii.h"
#include "base/error.h"
#include "source/sql/placeholders.h"
#include "source/sql/utf16.h"

namespace source {

OdbcStatement::OdbcStatement(OdbcConnection& connection, const Query& query)
    : text_encoding_(connection.text_encoding()), values_(query.values.size()) {
  check_odbc(odbc().AllocHandle(SQL_HANDLE_STMT, connection.handle(), &handle_), SQL_HANDLE_DBC,
             connection.handle(), "make a statement");
  try {
    prepare(query.sql);
    count_placeholders(query);
    for (std::size_t i = 0; i < values_.size(); ++i) {
      bind(static_cast<SQLUSMALLINT>(i + 1), query.values[i], values_[i]);
    }
  } catch (...) {
    close();
    throw;
  }
}

OdbcStatement::~OdbcStatement() { close(); }

/// Closes the cursor first: PostgreSQL's driver loses the state of a result that was described but
/// not run.
void OdbcStatement::close() noexcept {
  odbc().FreeStmt(handle_, SQL_CLOSE);
  odbc().FreeHandle(SQL_HANDLE_STMT, handle_);
}

void OdbcStatement::require(SQLRETURN code, const char* operation) const {
  check_odbc(code, SQL_HANDLE_STMT, handle_, operation);
}

void OdbcStatement::prepare(const std::string& sql) {
  const bool is_ascii = base::is_ascii(sql);
  if (!is_ascii && text_encoding_ == OdbcConnection::TextEncoding::kUtf8) {
    std::string bytes = sql;
    return require(odbc().Prepare(handle_, reinterpret_cast<SQLCHAR*>(bytes.data()),
                                  static_cast<SQLINTEGER>(bytes.size())),
                   "prepare");
  }
  if (!is_ascii && text_encoding_ == OdbcConnection::TextEncoding::kAscii) {
    throw base::Error(
        "ODBC: prepare: the driver takes no Unicode, which the SQL has; name the database's "
        "Unicode "
        "driver",
        base::Message{"source.driver_without_unicode"});
  }
  std::u16string text = utf16(sql);
  require(odbc().PrepareW(handle_, reinterpret_cast<SQLWCHAR*>(text.data()),
                          static_cast<SQLINTEGER>(text.size())),
          "prepare");
}

/// A driver that cannot count fails, or reports a negative count.
void OdbcStatement::count_placeholders(const Query& query) const {
  SQLSMALLINT count = -1;
  const bool is_known = SQL_SUCCEEDED(odbc().NumParams(handle_, &count)) && count >= 0;
  if (is_known) require_placeholder_count(static_cast<std::size_t>(count), query);
}

/// Binds integers as integers and all else as text, which the dialect's placeholder casts.
void OdbcStatement::bind(SQLUSMALLINT index, const BoundValue& bound, Value& value) {
  constexpr SQLULEN kMaxVarcharLength = 4'000;  // that every database accepts for a varchar
  const auto* number = bound.value ? std::get_if<std::int64_t>(&*bound.value) : nullptr;
  const auto* boolean = bound.value ? std::get_if<bool>(&*bound.value) : nullptr;
  const auto* seconds = bound.value ? std::get_if<std::chrono::seconds>(&*bound.value) : nullptr;
  if (number != nullptr || boolean != nullptr || seconds != nullptr) {
    value.number = number != nullptr    ? *number
                   : boolean != nullptr ? std::int64_t{*boolean ? 1 : 0}
                                        : std::int64_t{seconds->count()};
    require(odbc().BindParameter(handle_, index, SQL_PARAM_INPUT, SQL_C_SBIGINT, SQL_BIGINT, 19, 0,
                                 &value.number, 0, &value.indicator),
            "bind a number");
    return;
  }
  if (bound.value) {
    std::string text = model::format_value(*bound.value);
    if (std::holds_alternative<language::LocalTime>(*bound.value)) {
      std::ranges::replace(text, 'T', ' ');
    }
    value.text = utf16(text);
  }
  const auto bytes = static_cast<SQLLEN>(value.text.size() * sizeof(char16_t));
  value.indicator = bound.value ? bytes : SQL_NULL_DATA;
  const auto size = std::max<SQLULEN>(value.text.size(), 1);
  require(odbc().BindParameter(handle_, index, SQL_PARAM_INPUT, SQL_C_WCHAR,
                               size > kMaxVarcharLength ? SQL_WLONGVARCHAR : SQL_WVARCHAR, size, 0,
                               value.text.data(), bytes, &value.indicator),
          "bind a text");
}

void OdbcStatement::execute(std::chrono::seconds timeout) {
  odbc().SetStmtAttr(handle_, SQL_ATTR_QUERY_TIMEOUT,
                     reinterpret_cast<SQLPOINTER>(static_cast<SQLULEN>(timeout.count())),
                     SQL_IS_UINTEGER);
  require(odbc().Execute(handle_), "run");
}

void OdbcStatement::cancel() noexcept { odbc().Cancel(handle_); }

void OdbcStatement::describe(SQLUSMALLINT index, Column& column) const {
  constexpr SQLSMALLINT kName = 512;
  std::array<SQLWCHAR, kName> name{};
  std::array<SQLCHAR, kName> bytes{};
  SQLSMALLINT size = 0;
  SQLSMALLINT digits = 0;
  SQLSMALLINT nullable = 0;
  const bool is_utf8 = text_encoding_ == OdbcConnection::TextEncoding::kUtf8;
  require(is_utf8 ? odbc().DescribeCol(handle_, index, bytes.data(), kName, &size, &column.type,
                                       &column.size, &digits, &nullable)
                  : odbc().DescribeColW(handle_, index, name.data(), kName, &size, &column.type,
                                        &column.size, &digits, &nullable),
          "describe a column");
  const auto length = static_cast<std::size_t>(std::clamp<int>(size, 0, kName - 1));
  if (is_utf8) {
    column.name.assign(reinterpret_cast<const char*>(bytes.data()), length);
  } else {
    append_utf8(column.name, {reinterpret_cast<const char16_t*>(name.data()), length});
  }
}

/// By MySQL's type name: its drivers have no type for more than one bit.
bool OdbcStatement::is_bits(SQLUSMALLINT index) const {
  constexpr SQLSMALLINT kName = 64;
  std::array<char, kName> name{};
  const SQLRETURN code =
      odbc().ColAttribute(handle_, index, SQL_DESC_TYPE_NAME, name.data(), kName, nullptr, nullptr);
  return SQL_SUCCEEDED(code) &&
         (std::string_view{name.data()} == "bit" || std::string_view{name.data()} == "BIT");
}

std::vector<OdbcStatement::Column> OdbcStatement::columns() const {
  SQLSMALLINT count = 0;
  require(odbc().NumResultCols(handle_, &count), "count columns");
  if (count == 0) throw base::Error("ODBC: prepare: not a query");
  std::vector<Column> columns;
  for (SQLSMALLINT i = 1; i <= count; ++i) {
    Column column;
    describe(static_cast<SQLUSMALLINT>(i), column);
    SQLLEN is_unsigned = SQL_FALSE;
    odbc().ColAttribute(handle_, static_cast<SQLUSMALLINT>(i), SQL_DESC_UNSIGNED, nullptr, 0,
                        nullptr, &is_unsigned);
    column.is_unsigned = is_unsigned == SQL_TRUE;
    std::array<char, 128> type_name{};
    SQLSMALLINT bytes = 0;
    if (odbc().ColAttribute(handle_, static_cast<SQLUSMALLINT>(i), SQL_DESC_TYPE_NAME,
                            type_name.data(), SQLSMALLINT{type_name.size()}, &bytes,
                            nullptr) == SQL_SUCCESS) {
      column.type_name = type_name.data();
    }
    column.is_bits = column.type == SQL_BINARY && is_bits(static_cast<SQLUSMALLINT>(i));
    columns.push_back(std::move(column));
  }
  return columns;
}

}  // namespace source
