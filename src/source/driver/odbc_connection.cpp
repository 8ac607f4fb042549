#include "source/driver/odbc_connection.h"

#include <dlfcn.h>

#include <algorithm>
#include <array>
#include <vector>

#include "base/error.h"
#include "base/utf8.h"
#include "source/driver/sql_error.h"
#include "source/sql/utf16.h"

namespace source {
namespace {

/// A text as an ODBC argument; it must outlive the call.
SQLWCHAR* wide(std::u16string& units) { return reinterpret_cast<SQLWCHAR*>(units.data()); }

SQLPOINTER attribute(SQLULEN value) {
  return reinterpret_cast<SQLPOINTER>(value);  // ODBC passes integers as pointers
}

[[noreturn]] void fail_to_connect(const std::vector<OdbcDiagnostic>& said) {
  constexpr const char* kTooSlow = "HYT00";
  const OdbcDiagnostic first = said.empty() ? OdbcDiagnostic{} : said.front();
  std::string what = "ODBC: connect: " + format_sql_error(first.state, first.text);
  for (std::size_t i = 1; i < said.size(); ++i) {
    what += "; " + format_sql_error(said[i].state, said[i].text);
  }
  const ConnectErrorKind kind = classify_odbc_error(said);
  if (kind != ConnectErrorKind::kOther) throw ConnectError(kind, what);
  if (is_connection_error(first.state) || first.state == kTooSlow) throw base::TransientError(what);
  throw base::Error(what);
}

}  // namespace

std::vector<OdbcDiagnostic> odbc_diagnostics(SQLSMALLINT kind, SQLHANDLE handle) {
  constexpr SQLSMALLINT kMaxRecords = 8;
  constexpr SQLSMALLINT kMaxText = 2'048;  // UTF-16 units; a longer text is cut
  std::vector<OdbcDiagnostic> all;
  for (SQLSMALLINT record = 1; record <= kMaxRecords; ++record) {
    std::array<SQLWCHAR, 6> state{};
    std::array<SQLWCHAR, kMaxText> text{};
    SQLINTEGER native = 0;
    SQLSMALLINT size = 0;
    const SQLRETURN code = odbc().GetDiagRecW(kind, handle, record, state.data(), &native,
                                              text.data(), kMaxText, &size);
    if (!SQL_SUCCEEDED(code)) break;
    const auto end = std::ranges::find(text, SQLWCHAR{0});
    const std::u16string units(text.begin(), end);
    OdbcDiagnostic diagnosis{{}, native, driver_text(units)};
    append_utf8(diagnosis.state, std::u16string(state.begin(), std::ranges::find(state, 0)));
    all.push_back(std::move(diagnosis));
  }
  return all;
}

std::string driver_text(std::u16string_view units) {
  constexpr char16_t kAscii = 0x80;
  constexpr char16_t kByte = 0x100;
  const bool are_bytes = std::ranges::all_of(units, [](char16_t unit) { return unit < kByte; });
  if (are_bytes && std::ranges::any_of(units, [](char16_t unit) { return unit >= kAscii; })) {
    std::string bytes;
    for (const char16_t unit : units) bytes += static_cast<char>(unit);
    if (base::is_utf8(bytes)) return bytes;
  }
  std::string text;
  append_utf8(text, units);
  return text;
}

void check_odbc(SQLRETURN code, SQLSMALLINT kind, SQLHANDLE handle, const char* operation) {
  if (SQL_SUCCEEDED(code)) return;
  const std::vector<OdbcDiagnostic> said = odbc_diagnostics(kind, handle);
  const OdbcDiagnostic found = said.empty() ? OdbcDiagnostic{} : said.front();
  const std::string what =
      "ODBC: " + std::string{operation} + ": " + format_sql_error(found.state, found.text);
  if (is_permission_error(found)) throw base::Error(what, base::Message{"source.missing_right"});
  if (is_connection_error(found.state)) {
    throw base::TransientError(what, base::Message{"source.connection_lost"});
  }
  if (is_rollback_error(found.state))
    throw base::TransientError(what, base::Message{"database.locked"});
  if (found.state == "HYT00") throw base::Error(what, base::Message{"source.canceled"});
  throw base::Error(what);
}

OdbcConnection::OdbcConnection(const std::string& options, std::chrono::seconds timeout) {
  try {
    connect(options, timeout);
  } catch (...) {
    close();
    throw;
  }
}

OdbcConnection::~OdbcConnection() { close(); }

void OdbcConnection::connect(const std::string& options, std::chrono::seconds timeout) {
  check_odbc(odbc().AllocHandle(SQL_HANDLE_ENV, SQL_NULL_HANDLE, &environment_), SQL_HANDLE_ENV,
             environment_, "begin");
  check_odbc(odbc().SetEnvAttr(environment_, SQL_ATTR_ODBC_VERSION, attribute(SQL_OV_ODBC3), 0),
             SQL_HANDLE_ENV, environment_, "choose ODBC 3");
  check_odbc(odbc().AllocHandle(SQL_HANDLE_DBC, environment_, &connection_), SQL_HANDLE_ENV,
             environment_, "make a connection");
  // A driver may reject these attributes, which is not an error.
  odbc().SetConnectAttr(connection_, SQL_ATTR_LOGIN_TIMEOUT,
                        attribute(static_cast<SQLULEN>(timeout.count())), SQL_IS_UINTEGER);
  odbc().SetConnectAttr(connection_, SQL_ATTR_ACCESS_MODE, attribute(SQL_MODE_READ_ONLY),
                        SQL_IS_UINTEGER);
  std::u16string text = utf16(options);
  const SQLRETURN code =
      odbc().DriverConnectW(connection_, nullptr, wide(text), static_cast<SQLSMALLINT>(text.size()),
                            nullptr, 0, nullptr, SQL_DRIVER_NOPROMPT);
  if (!SQL_SUCCEEDED(code)) fail_to_connect(odbc_diagnostics(SQL_HANDLE_DBC, connection_));
  // SQLite reads a driver's bytes as UTF-8; other databases may read them in any character set.
  if (!has_prepare_w())
    text_encoding_ = product() == "SQLite" ? TextEncoding::kUtf8 : TextEncoding::kAscii;
  check_odbc(odbc().SetConnectAttr(connection_, SQL_ATTR_AUTOCOMMIT, attribute(SQL_AUTOCOMMIT_OFF),
                                   SQL_IS_UINTEGER),
             SQL_HANDLE_DBC, connection_, "leave autocommit");
}

void OdbcConnection::close() noexcept {
  if (connection_ != SQL_NULL_HDBC) {
    odbc().EndTran(SQL_HANDLE_DBC, connection_, SQL_ROLLBACK);
    odbc().Disconnect(connection_);
    odbc().FreeHandle(SQL_HANDLE_DBC, connection_);
  }
  if (environment_ != SQL_NULL_HENV) odbc().FreeHandle(SQL_HANDLE_ENV, environment_);
  connection_ = SQL_NULL_HDBC;
  environment_ = SQL_NULL_HENV;
}

std::string OdbcConnection::product() const {
  std::array<char, 128> name{};
  SQLSMALLINT size = 0;
  const SQLRETURN code = odbc().GetInfo(connection_, SQL_DBMS_NAME, name.data(),
                                        static_cast<SQLSMALLINT>(name.size()), &size);
  return SQL_SUCCEEDED(code) ? std::string{name.data()} : std::string{};
}

/// unixODBC loads drivers with libltdl and returns the driver's handle on request. Without the
/// handle, the driver is assumed to have SQLPrepareW.
bool OdbcConnection::has_prepare_w() const {
  void* driver = nullptr;
  SQLSMALLINT size = 0;
  const SQLRETURN code =
      odbc().GetInfo(connection_, SQL_DRIVER_HLIB, &driver, sizeof driver, &size);
  void* loader = ::dlopen("libltdl.so.7", RTLD_LAZY | RTLD_NOLOAD);
  if (!SQL_SUCCEEDED(code) || driver == nullptr || loader == nullptr) return true;
  using Symbol = void*(void*, const char*);
  auto* symbol = reinterpret_cast<Symbol*>(::dlsym(loader, "lt_dlsym"));
  const bool has = symbol == nullptr || symbol(driver, "SQLPrepareW") != nullptr;
  ::dlclose(loader);
  return has;
}

bool OdbcConnection::execute(const std::string& command) {
  SQLHSTMT statement = SQL_NULL_HSTMT;
  check_odbc(odbc().AllocHandle(SQL_HANDLE_STMT, connection_, &statement), SQL_HANDLE_DBC,
             connection_, "make a statement");
  std::u16string text = utf16(command);
  const SQLRETURN code =
      odbc().ExecDirectW(statement, wide(text), static_cast<SQLINTEGER>(text.size()));
  odbc().FreeHandle(SQL_HANDLE_STMT, statement);
  return SQL_SUCCEEDED(code) || code == SQL_NO_DATA;
}

std::string OdbcConnection::query_scalar(const std::string& query) const {
  SQLHSTMT statement = SQL_NULL_HSTMT;
  check_odbc(odbc().AllocHandle(SQL_HANDLE_STMT, connection_, &statement), SQL_HANDLE_DBC,
             connection_, "make a statement");
  std::u16string text = utf16(query);
  std::array<char, 1'024> bytes{};
  SQLLEN size = 0;
  const bool answers =
      SQL_SUCCEEDED(
          odbc().ExecDirectW(statement, wide(text), static_cast<SQLINTEGER>(text.size()))) &&
      SQL_SUCCEEDED(odbc().Fetch(statement)) &&
      SQL_SUCCEEDED(odbc().GetData(statement, 1, SQL_C_CHAR, bytes.data(), bytes.size(), &size));
  odbc().FreeHandle(SQL_HANDLE_STMT, statement);
  return answers && size != SQL_NULL_DATA ? std::string{bytes.data()} : std::string{};
}

void OdbcConnection::roll_back() {
  check_odbc(odbc().EndTran(SQL_HANDLE_DBC, connection_, SQL_ROLLBACK), SQL_HANDLE_DBC, connection_,
             "end a transaction");
}

/// Runs a query because a driver notices a lost connection only when it uses it.
bool OdbcConnection::is_alive(const std::string& probe) noexcept {
  try {
    roll_back();
    const bool answers = execute(probe);
    roll_back();
    return answers;
  } catch (const std::exception&) {
    return false;
  }
}

}  // namespace source
