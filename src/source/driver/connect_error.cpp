#include "source/driver/connect_error.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

namespace source {
namespace {

using enum ConnectErrorKind;

struct KnownNumber {
  std::int32_t number;
  ConnectErrorKind kind;
};

/// Error codes of the servers of MariaDB and MySQL, and of their client library (2002, 2003).
constexpr std::array<KnownNumber, 18> kMySql{{{1040, kTooManyConnections},
                                              {1044, kPermission},
                                              {1045, kLogin},
                                              {1049, kDatabase},
                                              {1053, kUnavailable},
                                              {1129, kLogin},  // the host is blocked
                                              {1130, kLogin},  // the host is not allowed
                                              {1203, kTooManyConnections},
                                              {1226, kTooManyConnections},
                                              {1251, kLogin},
                                              {1698, kLogin},
                                              {1820, kLogin},
                                              {1862, kLogin},
                                              {2002, kUnavailable},
                                              {2003, kUnavailable},
                                              {3118, kLogin},
                                              {3159, kLogin},
                                              {4151, kLogin}}};

/// Error numbers of SQL Server and of its cloud, and those that its drivers report for a refused
/// connection.
constexpr std::array<KnownNumber, 22> kSqlServer{{{916, kPermission},
                                                  {4060, kDatabase},
                                                  {4064, kDatabase},
                                                  {6005, kUnavailable},
                                                  {10057, kUnavailable},
                                                  {10061, kUnavailable},
                                                  {10928, kTooManyConnections},
                                                  {10929, kTooManyConnections},
                                                  {10930, kTooManyConnections},
                                                  {17142, kUnavailable},
                                                  {17809, kTooManyConnections},
                                                  {18401, kUnavailable},
                                                  {18451, kUnavailable},
                                                  {18452, kLogin},
                                                  {18456, kLogin},
                                                  {18470, kLogin},
                                                  {18486, kLogin},
                                                  {18487, kLogin},
                                                  {18488, kLogin},
                                                  {20009, kUnavailable},
                                                  {40197, kUnavailable},
                                                  {40613, kUnavailable}}};

/// Oracle's ORA numbers. 12514, a service that the listener does not know, is not listed: the name
/// may be wrong, or the database may be starting.
constexpr std::array<KnownNumber, 20> kOracle{{{18, kTooManyConnections},
                                               {20, kTooManyConnections},
                                               {1005, kLogin},
                                               {1017, kLogin},
                                               {1033, kUnavailable},
                                               {1034, kUnavailable},
                                               {1045, kPermission},
                                               {1089, kUnavailable},
                                               {1090, kUnavailable},
                                               {1109, kUnavailable},
                                               {2391, kTooManyConnections},
                                               {12516, kTooManyConnections},
                                               {12518, kTooManyConnections},
                                               {12519, kTooManyConnections},
                                               {12520, kTooManyConnections},
                                               {12528, kUnavailable},
                                               {12541, kUnavailable},
                                               {28000, kLogin},
                                               {28001, kLogin},
                                               {28030, kLogin}}};

struct KnownMessage {
  std::string_view first;
  std::string_view second;  // both must be in the text
  ConnectErrorKind kind;
};

/// Texts of PostgreSQL, libpq and PgBouncer.
constexpr std::array<KnownMessage, 22> kPostgresWords{
    {{"password authentication failed", "", kLogin},
     {"authentication failed for user", "", kLogin},
     {"no password supplied", "", kLogin},
     {"is not permitted to log in", "", kLogin},
     {"no pg_hba.conf entry", "", kLogin},
     {"pg_hba.conf rejects", "", kLogin},
     {"no such user", "", kLogin},
     {"role \"", "does not exist", kLogin},
     {"database \"", "does not exist", kDatabase},
     {"no such database", "", kDatabase},
     {"permission denied for database", "", kPermission},
     {"too many clients already", "", kTooManyConnections},
     {"too many connections for", "", kTooManyConnections},
     {"remaining connection slots are reserved", "", kTooManyConnections},
     {"no more connections allowed", "", kTooManyConnections},
     {"the database system is starting up", "", kUnavailable},
     {"the database system is shutting down", "", kUnavailable},
     {"the database system is not", "accepting connections", kUnavailable},
     {"the database system is in recovery mode", "", kUnavailable},
     {"failed: Connection refused", "", kUnavailable},
     {"on socket \"", "failed: No such file or directory", kUnavailable},
     {"on socket \"", "failed: Connection refused", kUnavailable}}};

bool has(std::string_view text, std::string_view words) {
  return text.find(words) != std::string_view::npos;
}

/// Where several hosts were tried, the last error counts.
std::string_view last_host(std::string_view words) {
  const std::size_t at = words.rfind("connection to server ");
  return at == std::string_view::npos ? words : words.substr(at);
}

ConnectErrorKind classify_message(std::string_view words) {
  const std::string_view last = last_host(words);
  const auto found = std::ranges::find_if(kPostgresWords, [&](const KnownMessage& known) {
    return has(last, known.first) && has(last, known.second);
  });
  return found == kPostgresWords.end() ? kOther : found->kind;
}

/// By the SQLSTATEs of the standard and of PostgreSQL.
ConnectErrorKind classify_state(std::string_view state) {
  if (state.starts_with("28")) return kLogin;
  if (state == "3D000") return kDatabase;
  if (state == "42501") return kPermission;
  if (state == "53300") return kTooManyConnections;
  if (state.starts_with("57P")) return kUnavailable;
  return kOther;
}

template <std::size_t count>
ConnectErrorKind classify_number(const std::array<KnownNumber, count>& known, std::int32_t number) {
  const auto found = std::ranges::find(known, number, &KnownNumber::number);
  return found == known.end() ? kOther : found->kind;
}

bool is_mysql(std::string_view text) {
  return text.starts_with("[ma-") || has(text, "[MySQL]") || has(text, "MariaDB");
}

bool is_sqlserver(std::string_view text) {
  return has(text, "[SQL Server]") || has(text, " for SQL Server]") || has(text, "[FreeTDS]");
}

/// "ORA-01017: invalid username/password".
std::optional<std::int32_t> ora_number(std::string_view text) {
  constexpr std::string_view kPrefix = "ORA-";
  const std::size_t at = text.find(kPrefix);
  if (at == std::string_view::npos) return std::nullopt;
  const std::string_view digits = text.substr(at + kPrefix.size());
  std::int32_t number = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  return error == std::errc{} ? std::optional{number} : std::nullopt;
}

ConnectErrorKind classify(const OdbcDiagnostic& diagnosis) {
  ConnectErrorKind kind = kOther;
  if (const auto number = ora_number(diagnosis.text)) {
    kind = classify_number(kOracle, *number);
  } else if (is_mysql(diagnosis.text)) {
    kind = classify_number(kMySql, diagnosis.native);
  } else if (is_sqlserver(diagnosis.text)) {
    kind = classify_number(kSqlServer, diagnosis.native);
  }
  if (kind == kOther) kind = classify_state(diagnosis.state);
  // PostgreSQL's driver reports no precise state for a refused connection.
  return kind == kOther ? classify_message(diagnosis.text) : kind;
}

}  // namespace

bool is_permanent(ConnectErrorKind kind) {
  return kind == kLogin || kind == kDatabase || kind == kPermission;
}

ConnectErrorKind classify_postgres_error(std::string_view state, std::string_view words) {
  const ConnectErrorKind kind = classify_state(state);
  const bool says_little = state.empty() || state.starts_with("08");  // PgBouncer reports 08P01
  return kind == kOther && says_little ? classify_message(words) : kind;
}

ConnectErrorKind classify_odbc_error(std::span<const OdbcDiagnostic> diagnoses) {
  // For a missing database SQL Server reports that first, and then "login failed" too.
  for (const ConnectErrorKind wanted :
       {kDatabase, kPermission, kTooManyConnections, kLogin, kUnavailable}) {
    const bool is_it = std::ranges::any_of(
        diagnoses, [&](const OdbcDiagnostic& diagnosis) { return classify(diagnosis) == wanted; });
    if (is_it) return wanted;
  }
  return kOther;
}

bool is_permission_error(const OdbcDiagnostic& diagnosis) {
  constexpr std::array<std::int32_t, 4> kMySqlRights{1044, 1142, 1143, 1370};
  constexpr std::array<std::int32_t, 3> kSqlServerRights{229, 230, 916};
  constexpr std::int32_t kOracleRight = 1031;
  const auto is_one_of = [&](const auto& numbers) {
    return std::ranges::find(numbers, diagnosis.native) != numbers.end();
  };
  if (diagnosis.state == "42501") return true;
  if (const auto number = ora_number(diagnosis.text)) return *number == kOracleRight;
  if (is_mysql(diagnosis.text)) return is_one_of(kMySqlRights);
  return is_sqlserver(diagnosis.text) && is_one_of(kSqlServerRights);
}

}  // namespace source
