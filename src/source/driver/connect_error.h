#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "base/error.h"

namespace source {

/// Why a database refuses a connection, as far as it reports the reason.
enum class ConnectErrorKind : std::uint8_t {
  kOther,               // anything else or unknown; a retry may succeed
  kLogin,               // wrong user or password, or a locked account
  kDatabase,            // no such database
  kPermission,          // the user may not use the database
  kTooManyConnections,  // the server's or the user's limit is reached
  kUnavailable,         // nothing listens, or the server is starting or stopping
};

/// Whether the error remains until somebody changes something. A retry would fail again and may
/// lock the account.
[[nodiscard]] bool is_permanent(ConnectErrorKind kind);

/// One diagnostic record of an ODBC driver.
struct OdbcDiagnostic {
  std::string state;        // the SQLSTATE
  std::int32_t native = 0;  // the database's own error number
  std::string text;         // UTF-8
};

/// Classifies PostgreSQL's error by its SQLSTATE or, without one, by the text of libpq or the
/// server. The text is English unless the server is configured otherwise.
[[nodiscard]] ConnectErrorKind classify_postgres_error(std::string_view state,
                                                       std::string_view words);
/// Classifies the errors of databases whose drivers are known, by all diagnostics of one failure.
[[nodiscard]] ConnectErrorKind classify_odbc_error(std::span<const OdbcDiagnostic> diagnoses);
/// Whether a statement was refused because the user lacks a right.
[[nodiscard]] bool is_permission_error(const OdbcDiagnostic& diagnosis);

/// A failed connection, inside this module: source_registry.cpp turns it into the errors below.
class ConnectError : public base::Error {
 public:
  ConnectError(ConnectErrorKind kind, const std::string& what) : Error(what), kind_(kind) {}

  [[nodiscard]] ConnectErrorKind kind() const { return kind_; }

 private:
  ConnectErrorKind kind_;
};

/// The source refuses the login, and will until somebody changes something.
class LoginRefused : public base::Error {
 public:
  using Error::Error;
};

/// The source accepts no further connection now.
class ConnectionLimitReached : public base::Unavailable {
 public:
  using Unavailable::Unavailable;
};

}  // namespace source
