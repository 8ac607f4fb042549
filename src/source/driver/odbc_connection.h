#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "source/driver/connect_error.h"
#include "source/driver/odbc.h"

namespace source {

/// A connection through an ODBC driver, with an ODBC environment of its own. Not thread-safe.
class OdbcConnection {
 public:
  /// `options` is a connection string. Throws ConnectError or another base::Error where it cannot
  /// connect.
  OdbcConnection(const std::string& options, std::chrono::seconds timeout);
  ~OdbcConnection();
  OdbcConnection(const OdbcConnection&) = delete;
  OdbcConnection& operator=(const OdbcConnection&) = delete;

  [[nodiscard]] SQLHDBC handle() const { return connection_; }
  /// The database's product name, such as "PostgreSQL" or "Microsoft SQL Server".
  [[nodiscard]] std::string product() const;
  /// How the driver accepts a statement's text. To a driver without SQLPrepareW, unixODBC would
  /// pass only the low byte of each UTF-16 unit.
  enum class TextEncoding : std::uint8_t { kUtf16, kUtf8, kAscii };
  [[nodiscard]] TextEncoding text_encoding() const { return text_encoding_; }
  /// Runs one command without rows; false where the database rejects it.
  bool execute(const std::string& command);
  /// The value in a query's first row and column, at most about 1,000 bytes; empty where the
  /// database rejects the query.
  [[nodiscard]] std::string query_scalar(const std::string& query) const;
  /// Rolls back the transaction, which wrote nothing.
  void roll_back();
  /// Whether the database still answers the query `probe`. Leaves no open transaction.
  [[nodiscard]] bool is_alive(const std::string& probe) noexcept;

 private:
  void connect(const std::string& options, std::chrono::seconds timeout);
  void close() noexcept;
  [[nodiscard]] bool has_prepare_w() const;

  SQLHENV environment_ = SQL_NULL_HENV;
  SQLHDBC connection_ = SQL_NULL_HDBC;
  TextEncoding text_encoding_ = TextEncoding::kUtf16;
};

/// Throws base::Error with the handle's diagnostics, unless the call succeeded.
void check_odbc(SQLRETURN code, SQLSMALLINT kind, SQLHANDLE handle, const char* operation);

/// The driver's diagnostics of the last failed call on a handle, in the driver's order.
[[nodiscard]] std::vector<OdbcDiagnostic> odbc_diagnostics(SQLSMALLINT kind, SQLHANDLE handle);

/// A driver's text in UTF-8. unixODBC widens each byte of a driver that speaks bytes to one UTF-16
/// unit; where these bytes are UTF-8, they are read as UTF-8.
[[nodiscard]] std::string driver_text(std::u16string_view units);

}  // namespace source
