#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "base/error.h"

namespace source {

/// Why a database accepts no connection, as far as it says so.
enum class ConnectFault : std::uint8_t {
  kOther,     // none of these, or not known: it may pass
  kLogin,     // the user or the password, or the account is locked
  kDatabase,  // there is no such database
  kRight,     // the user may not use the database
  kFull,      // as many connections as the server, or the user, may have
  kDown,      // nothing listens, or the server starts or stops
};

/// Whether it stays as it is until somebody changes something: trying again would only fail again,
/// and lock the account.
[[nodiscard]] bool is_lasting(ConnectFault fault);

/// What an ODBC driver says of a fault.
struct OdbcDiagnosis {
  std::string state;        // the SQLSTATE
  std::int32_t native = 0;  // the database's own number
  std::string text;         // UTF-8
};

/// Of PostgreSQL, by the SQLSTATE, and where there is none by the words of libpq and of the server,
/// which are English where the server has not been told otherwise.
[[nodiscard]] ConnectFault postgres_connect_fault(std::string_view state, std::string_view words);
/// Of the databases whose drivers are known, by all that the driver says of one failure.
[[nodiscard]] ConnectFault odbc_connect_fault(std::span<const OdbcDiagnosis> diagnoses);
/// Whether a statement was refused since the user lacks a right.
[[nodiscard]] bool is_missing_right(const OdbcDiagnosis& diagnosis);

/// No connection was made. For this module: sources.cpp throws what others know of instead.
class NotConnected : public base::Error {
 public:
  NotConnected(ConnectFault fault, const std::string& what) : Error(what), fault_(fault) {}

  [[nodiscard]] ConnectFault fault() const { return fault_; }

 private:
  ConnectFault fault_;
};

/// The source does not let us in, and will not until somebody changes something.
class LoginRefused : public base::Error {
 public:
  using Error::Error;
};

/// The source has no room for one more connection.
class NoRoom : public base::Unavailable {
 public:
  using Unavailable::Unavailable;
};

}  // namespace source
