#include "source/connect_fault.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

namespace source {
namespace {

using enum ConnectFault;

struct Known {
  std::int32_t number;
  ConnectFault fault;
};

/// MariaDB's and MySQL's error codes of the server and of the client library (2002, 2003).
constexpr std::array<Known, 18> kMySql{{{1040, kFull},
                                        {1044, kRight},
                                        {1045, kLogin},
                                        {1049, kDatabase},
                                        {1053, kDown},
                                        {1129, kLogin},  // the host is blocked
                                        {1130, kLogin},  // the host is not allowed
                                        {1203, kFull},
                                        {1226, kFull},
                                        {1251, kLogin},
                                        {1698, kLogin},
                                        {1820, kLogin},
                                        {1862, kLogin},
                                        {2002, kDown},
                                        {2003, kDown},
                                        {3118, kLogin},
                                        {3159, kLogin},
                                        {4151, kLogin}}};

/// SQL Server's error numbers, those of its cloud, and what its drivers say of a refused
/// connection.
constexpr std::array<Known, 22> kSqlServer{
    {{916, kRight},   {4060, kDatabase}, {4064, kDatabase}, {6005, kDown},   {10057, kDown},
     {10061, kDown},  {10928, kFull},    {10929, kFull},    {10930, kFull},  {17142, kDown},
     {17809, kFull},  {18401, kDown},    {18451, kDown},    {18452, kLogin}, {18456, kLogin},
     {18470, kLogin}, {18486, kLogin},   {18487, kLogin},   {18488, kLogin}, {20009, kDown},
     {40197, kDown},  {40613, kDown}}};

/// Oracle's ORA numbers. (12514, a service that the listener does not know, may be either: a wrong
/// name, or a database that starts.)
constexpr std::array<Known, 20> kOracle{
    {{18, kFull},    {20, kFull},    {1005, kLogin},  {1017, kLogin},  {1033, kDown},
     {1034, kDown},  {1045, kRight}, {1089, kDown},   {1090, kDown},   {1109, kDown},
     {2391, kFull},  {12516, kFull}, {12518, kFull},  {12519, kFull},  {12520, kFull},
     {12528, kDown}, {12541, kDown}, {28000, kLogin}, {28001, kLogin}, {28030, kLogin}}};

struct Words {
  std::string_view first;
  std::string_view second;  // both must be there
  ConnectFault fault;
};

/// PostgreSQL's, libpq's and PgBouncer's.
constexpr std::array<Words, 22> kPostgresWords{
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
     {"permission denied for database", "", kRight},
     {"too many clients already", "", kFull},
     {"too many connections for", "", kFull},
     {"remaining connection slots are reserved", "", kFull},
     {"no more connections allowed", "", kFull},
     {"the database system is starting up", "", kDown},
     {"the database system is shutting down", "", kDown},
     {"the database system is not", "accepting connections", kDown},
     {"the database system is in recovery mode", "", kDown},
     {"failed: Connection refused", "", kDown},
     {"on socket \"", "failed: No such file or directory", kDown},
     {"on socket \"", "failed: Connection refused", kDown}}};

bool has(std::string_view text, std::string_view words) {
  return text.find(words) != std::string_view::npos;
}

/// Where several hosts were tried, the last one decides.
std::string_view last_host(std::string_view words) {
  const std::size_t at = words.rfind("connection to server ");
  return at == std::string_view::npos ? words : words.substr(at);
}

ConnectFault fault_of_words(std::string_view words) {
  const std::string_view last = last_host(words);
  const auto found = std::ranges::find_if(kPostgresWords, [&](const Words& known) {
    return has(last, known.first) && has(last, known.second);
  });
  return found == kPostgresWords.end() ? kOther : found->fault;
}

/// By what the standard and PostgreSQL have.
ConnectFault fault_of_state(std::string_view state) {
  if (state.starts_with("28")) return kLogin;
  if (state == "3D000") return kDatabase;
  if (state == "42501") return kRight;
  if (state == "53300") return kFull;
  if (state.starts_with("57P")) return kDown;
  return kOther;
}

template <std::size_t count>
ConnectFault fault_of_number(const std::array<Known, count>& known, std::int32_t number) {
  const auto found = std::ranges::find(known, number, &Known::number);
  return found == known.end() ? kOther : found->fault;
}

bool is_of_mysql(std::string_view text) {
  return text.starts_with("[ma-") || has(text, "[MySQL]") || has(text, "MariaDB");
}

bool is_of_sqlserver(std::string_view text) {
  return has(text, "[SQL Server]") || has(text, " for SQL Server]") || has(text, "[FreeTDS]");
}

/// "ORA-01017: invalid username/password".
std::optional<std::int32_t> ora_number(std::string_view text) {
  constexpr std::string_view kMark = "ORA-";
  const std::size_t at = text.find(kMark);
  if (at == std::string_view::npos) return std::nullopt;
  const std::string_view digits = text.substr(at + kMark.size());
  std::int32_t number = 0;
  const auto [end, fault] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  return fault == std::errc{} ? std::optional{number} : std::nullopt;
}

ConnectFault fault_of(const OdbcDiagnosis& diagnosis) {
  ConnectFault fault = kOther;
  if (const auto number = ora_number(diagnosis.text)) {
    fault = fault_of_number(kOracle, *number);
  } else if (is_of_mysql(diagnosis.text)) {
    fault = fault_of_number(kMySql, diagnosis.native);
  } else if (is_of_sqlserver(diagnosis.text)) {
    fault = fault_of_number(kSqlServer, diagnosis.native);
  }
  if (fault == kOther) fault = fault_of_state(diagnosis.state);
  // PostgreSQL's driver has no state for what its server says to a new connection.
  return fault == kOther ? fault_of_words(diagnosis.text) : fault;
}

}  // namespace

bool is_lasting(ConnectFault fault) {
  return fault == kLogin || fault == kDatabase || fault == kRight;
}

ConnectFault postgres_connect_fault(std::string_view state, std::string_view words) {
  const ConnectFault fault = fault_of_state(state);
  const bool says_little = state.empty() || state.starts_with("08");  // PgBouncer's are 08P01
  return fault == kOther && says_little ? fault_of_words(words) : fault;
}

ConnectFault odbc_connect_fault(std::span<const OdbcDiagnosis> diagnoses) {
  // SQL Server says "login failed" of a missing database too, after it has said that.
  for (const ConnectFault wanted : {kDatabase, kRight, kFull, kLogin, kDown}) {
    const bool is_it = std::ranges::any_of(
        diagnoses, [&](const OdbcDiagnosis& diagnosis) { return fault_of(diagnosis) == wanted; });
    if (is_it) return wanted;
  }
  return kOther;
}

bool is_missing_right(const OdbcDiagnosis& diagnosis) {
  constexpr std::array<std::int32_t, 4> kMySqlRights{1044, 1142, 1143, 1370};
  constexpr std::array<std::int32_t, 3> kSqlServerRights{229, 230, 916};
  constexpr std::int32_t kOracleRight = 1031;
  const auto is_one_of = [&](const auto& numbers) {
    return std::ranges::find(numbers, diagnosis.native) != numbers.end();
  };
  if (diagnosis.state == "42501") return true;
  if (const auto number = ora_number(diagnosis.text)) return *number == kOracleRight;
  if (is_of_mysql(diagnosis.text)) return is_one_of(kMySqlRights);
  return is_of_sqlserver(diagnosis.text) && is_one_of(kSqlServerRights);
}

}  // namespace source
