#include <vector>

#include "source/driver/connect_error.h"
#include "source/driver/odbc_connection.h"
#include "support/catch.h"

using enum source::ConnectErrorKind;
using source::OdbcDiagnostic;

TEST_CASE("PostgreSQL's connection errors are classified by SQLSTATE, or by text") {
  struct Said {
    std::string state;
    std::string words;
    source::ConnectErrorKind fault;
  };
  // The words are those of PostgreSQL 15 and 17, libpq 15 and PgBouncer 1.18.
  const std::vector<Said> all{
      {"28P01", "password authentication failed for user \"u\"", kLogin},
      {"28000", "role \"u\" is not permitted to log in", kLogin},
      {"28P01", "in a language that nobody here knows", kLogin},
      {"3D000", "database \"d\" does not exist", kDatabase},
      {"42501", "permission denied for database \"d\"", kPermission},
      {"53300", "sorry, too many clients already", kTooManyConnections},
      {"57P03", "the database system is starting up", kUnavailable},
      {"57P01", "terminating connection due to administrator command", kUnavailable},
      {"", "connection to server at \"h\", port 1 failed: fe_sendauth: no password supplied",
       kLogin},
      {"", "connection to server at \"h\", port 1 failed: Connection refused\n\tIs the server",
       kUnavailable},
      {"", "connection to server on socket \"/s\" failed: No such file or directory", kUnavailable},
      {"", "connection to server on socket \"/s\" failed: FATAL:  role \"u\" does not exist",
       kLogin},
      {"", "could not translate host name \"h\" to address: Name or service not known", kOther},
      {"", "could not open certificate file \"c\": No such file or directory", kOther},
      {"", "connection to server at \"h\", port 1 failed: timeout expired", kOther},
      {"08P01", "no such database: d", kDatabase},
      {"08P01", "no such user: u", kLogin},
      {"08P01", "no more connections allowed (max_client_conn)", kTooManyConnections},
      {"08P01", "query_wait_timeout", kOther},
      {"",
       "connection to server at \"a\", port 1 failed: FATAL:  password authentication failed\n"
       "connection to server at \"b\", port 1 failed: Connection refused\n",
       kUnavailable},
      {"XX000", "password authentication failed, says a hint", kOther}};
  for (const Said& said : all) {
    INFO(said.state + " " + said.words);
    CHECK(source::classify_postgres_error(said.state, said.words) == said.fault);
  }
}

TEST_CASE("ODBC connection errors are classified by all diagnostics of the driver") {
  struct Said {
    std::vector<OdbcDiagnostic> diagnoses;
    source::ConnectErrorKind fault;
  };
  const std::string postgres = "connection to server at \"127.0.0.1\", port 5432 failed: ";
  const std::string microsoft = "[Microsoft][ODBC Driver 18 for SQL Server][SQL Server]";
  const std::string oracle = "[Oracle][ODBC][Ora]";
  const std::vector<Said> all{
      // Reported by Debian's drivers (odbc-mariadb 3.1.15, psqlodbc 13.02).
      {{{"28000", 1045, "[ma-3.1.15]Access denied for user 'u'@'h' (using password: YES)"}},
       kLogin},
      {{{"HY000", 4151, "[ma-3.1.15]Access denied, this account is locked"}}, kLogin},
      {{{"42000", 1049, "[ma-3.1.15]Unknown database 'd'"}}, kDatabase},
      {{{"42000", 1044, "[ma-3.1.15]Access denied for user 'u'@'h' to database 'd'"}}, kPermission},
      {{{"08004", 1040, "[ma-3.1.15]Too many connections"}}, kTooManyConnections},
      {{{"42000", 1226, "[ma-3.1.15]User 'u' has exceeded the 'max_user_connections' resource"}},
       kTooManyConnections},
      {{{"42000", 1203, "[ma-3.1.15]User u already has more than 'max_user_connections'"}},
       kTooManyConnections},
      {{{"HY000", 2002, "[ma-3.1.15]Can't connect to server on '127.0.0.1' (115)"}}, kUnavailable},
      {{{"HY000", 2013, "[ma-3.1.15]Lost connection to server at 'handshake'"}}, kOther},
      {{{"08001", 101, postgres + "FATAL:  password authentication failed for user \"u\"\n"}},
       kLogin},
      {{{"08001", 101, postgres + "FATAL:  database \"d\" does not exist\n"}}, kDatabase},
      {{{"08001", 101, postgres + "FATAL:  permission denied for database \"d\"\n"}}, kPermission},
      {{{"08001", 101, postgres + "FATAL:  too many connections for role \"u\"\n"}},
       kTooManyConnections},
      {{{"08001", 101, postgres + "FATAL:  the database system is shutting down\n"}}, kUnavailable},
      {{{"08001", 101, postgres + "Connection refused\n"}}, kUnavailable},
      {{{"08001", 101, postgres + "timeout expired\n"}}, kOther},
      // From the vendors' manuals.
      {{{"HY000", 1045, "[MySQL][ODBC 8.0(w) Driver]Access denied for user 'u'@'h'"}}, kLogin},
      {{{"28000", 18456, microsoft + "Login failed for user 'u'."}}, kLogin},
      {{{"42000", 4060, microsoft + "Cannot open database \"d\" requested by the login."},
        {"28000", 18456, microsoft + "Login failed for user 'u'."}},
       kDatabase},
      {{{"08001", 0, "[FreeTDS][SQL Server]Unable to connect to data source"},
        {"42000", 18456, "[FreeTDS][SQL Server]Login failed for user 'u'."}},
       kLogin},
      {{{"08001", 17809, microsoft + "Could not connect because the maximum number"}},
       kTooManyConnections},
      {{{"28000", 1017, oracle + "ORA-01017: invalid username/password; logon denied"}}, kLogin},
      {{{"HY000", 28000, oracle + "ORA-28000: The account is locked."}}, kLogin},
      {{{"HY000", 1045, oracle + "ORA-01045: user U lacks CREATE SESSION privilege"}}, kPermission},
      {{{"HY000", 12541, oracle + "ORA-12541: TNS:no listener"}}, kUnavailable},
      {{{"HY000", 1033, oracle + "ORA-01033: ORACLE initialization in progress"}}, kUnavailable},
      {{{"HY000", 12519, oracle + "ORA-12519: TNS:no appropriate service handler found"}},
       kTooManyConnections},
      // Error numbers of one database are not those of another.
      {{{"HY000", 1045, "[Somebody][Driver]Something else"}}, kOther},
      {{{"28000", 0, "[Somebody][Driver]Not you"}}, kLogin},
      {{{"HYT00", 0, microsoft + "Login timeout expired"}}, kOther},
      {{}, kOther}};
  for (const Said& said : all) {
    INFO((said.diagnoses.empty() ? "" : said.diagnoses.front().text));
    CHECK(source::classify_odbc_error(said.diagnoses) == said.fault);
  }
}

TEST_CASE("only an error that somebody has to resolve is permanent") {
  CHECK(source::is_permanent(kLogin));
  CHECK(source::is_permanent(kDatabase));
  CHECK(source::is_permanent(kPermission));
  CHECK_FALSE(source::is_permanent(kTooManyConnections));
  CHECK_FALSE(source::is_permanent(kUnavailable));
  CHECK_FALSE(source::is_permanent(kOther));
}

TEST_CASE("a driver's text is read as UTF-8, whether it speaks UTF-16 or bytes") {
  const std::u16string arabic = u"\u062C\u062F\u0648\u0644";
  const std::string utf8 = "\xD8\xAC\xD8\xAF\xD9\x88\xD9\x84";
  std::u16string bytes;
  for (const char c : utf8) bytes += static_cast<char16_t>(static_cast<unsigned char>(c));
  CHECK(source::driver_text(u"no such table: " + arabic) == "no such table: " + utf8);
  CHECK(source::driver_text(u"no such table: " + bytes) == "no such table: " + utf8);
  CHECK(source::driver_text(u"caf\u00E9") == "caf\xC3\xA9");
  CHECK(source::driver_text(u"") == "");
  CHECK(source::driver_text(u"\U0001F600") == "\xF0\x9F\x98\x80");
}
