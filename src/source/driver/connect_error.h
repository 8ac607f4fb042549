#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "base/error.h"

namespace source {

/// Why a database accepts no connection, as far as it says so.
enum class ConnectErrorKind : std::uint8_t {
  kOther,               // none of these, or not known: it may pass
  kLogin,               // the user or the password, or the account is locked
  kDatabase,            // there is no such database
  kPermission,          // the user may not use the database
  kTooManyConnections,  // as many connections as the server, or the user, may have
  kUnavailable,         // nothing listens, or the server starts or stops
};

/// Whether it stays as it is until somebody changes something: trying again would only fail again,
/// and lock the account.
[[nodiscard]] bool is_permanent(ConnectErrorKind kind);

/// What an ODBC driver says of a fault.
struct OdbcDiagnostic {
  std::string state;        // the SQLSTATE
  std::int32_t native = 0;  // the database's own number
  std::string text;         // UTF-8
};

/// Of PostgreSQL, by the SQLSTATE, and where there is none by the words of libpq and of the server,
/// which are English where the server has not been told otherwise.
[[nodiscard]] ConnectErrorKind classify_postgres_error(std::string_view state,
                                                       std::string_view words);
/// Of the databases whose drivers are known, by all that the driver says of one failure.
[[nodiscard]] ConnectErrorKind classify_odbc_error(std::span<const OdbcDiagnostic> diagnoses);
/// Whether a statement was refused since the user lacks a right.
[[nodiscard]] bool is_permission_error(const OdbcDiagnostic& diagnosis);

/// No connection was made. For this module: sources.cpp throws what others know of instead.
class ConnectError : public base::Error {
 public:
  ConnectError(ConnectErrorKind kind, const std::string& what) : Error(what), kind_(kind) {}

  [[nodiscard]] ConnectErrorKind kind() const { return kind_; }

 private:
  ConnectErrorKind kind_;
};

/// The source does not let us in, and will not until somebody changes something.
class LoginRefused : public base::Error {
 public:
  using Error::Error;
};

/// The source has no room for one more connection.
class ConnectionLimitReached : public base::Unavailable {
 public:
  using Unavailable::Unavailable;
};

}  // namespace source
