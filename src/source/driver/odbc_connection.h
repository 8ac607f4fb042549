#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "source/driver/connect_error.h"
#include "source/driver/odbc.h"

namespace source {

/// A connection through an ODBC driver, in an environment of its own. One thread at a time.
class OdbcConnection {
 public:
  /// `options` is a connection string. Throws base::Error where the source cannot be reached.
  OdbcConnection(const std::string& options, std::chrono::seconds timeout);
  ~OdbcConnection();
  OdbcConnection(const OdbcConnection&) = delete;
  OdbcConnection& operator=(const OdbcConnection&) = delete;

  [[nodiscard]] SQLHDBC handle() const { return connection_; }
  /// The database's name for itself, as "PostgreSQL" or "Microsoft SQL Server".
  [[nodiscard]] std::string product() const;
  /// How its driver takes a statement's text. One of bytes alone, which has no SQLPrepareW, would
  /// get from unixODBC no more than the low byte of each unit of UTF-16.
  enum class TextEncoding : std::uint8_t { kUtf16, kUtf8, kAscii };
  [[nodiscard]] TextEncoding text_encoding() const { return text_encoding_; }
  /// One command without rows; false where the database does not take it.
  bool execute(const std::string& command);
  /// What a query gives in its first row and column, as short as a name; empty where the database
  /// does not take it.
  [[nodiscard]] std::string query_scalar(const std::string& query) const;
  /// Ends the transaction, which wrote nothing.
  void roll_back();
  /// Whether the database still answers the least query. Nothing of a transaction is left.
  [[nodiscard]] bool is_alive(const std::string& probe) noexcept;

 private:
  void connect(const std::string& options, std::chrono::seconds timeout);
  void close() noexcept;
  [[nodiscard]] bool has_prepare_w() const;

  SQLHENV environment_ = SQL_NULL_HENV;
  SQLHDBC connection_ = SQL_NULL_HDBC;
  TextEncoding text_encoding_ = TextEncoding::kUtf16;
};

/// Throws base::Error with what the driver says of a handle, unless the call succeeded.
void check_odbc(SQLRETURN code, SQLSMALLINT kind, SQLHANDLE handle, const char* operation);

/// All that a driver says of the last call that failed on a handle, the first thing first.
[[nodiscard]] std::vector<OdbcDiagnostic> odbc_diagnostics(SQLSMALLINT kind, SQLHANDLE handle);

/// The words of a driver in UTF-8. unixODBC makes of each byte of a driver that knows only bytes
/// one unit: where those are UTF-8, they are read as that.
[[nodiscard]] std::string driver_text(std::u16string_view units);

}  // namespace source
