#include "source/sql/odbc_dialects.h"

#include <algorithm>
#include <chrono>
#include <cstdint>

#include "base/ascii.h"
#include "source/sql/standard_dialect.h"

namespace source {

namespace {

/// "+03:00"
std::string format_offset(std::chrono::seconds offset) {
  const std::chrono::hh_mm_ss clock{offset};
  const auto two = [](std::int64_t number) {
    return (number < 10 ? "0" : "") + std::to_string(number);
  };
  return (clock.is_negative() ? '-' : '+') + two(clock.hours().count()) + ':' +
         two(clock.minutes().count());
}

}  // namespace

/// Many MySQL servers have no table of time zones, but all of them know offsets. Offsets before
/// 1980 are ignored, because hardly any data is that old.
std::vector<std::string> OdbcDialect::time_zone_formats(const language::TimeZone& zone) const {
  constexpr std::chrono::sys_days kSince = std::chrono::year{1980} / 1 / 1;
  std::vector<std::string> spellings{"'" + zone.name() + "'"};
  if (local_zone.empty()) return spellings;
  if (const auto offset = zone.constant_offset(kSince)) {
    spellings.push_back("'" + format_offset(*offset) + "'");
  }
  spellings.push_back(local_zone);
  return spellings;
}

OdbcDialect odbc_dialect(std::string_view name) {
  constexpr const char* kSqlMode = "SELECT @@sql_mode";
  const std::string small = base::to_lower(name);
  const auto is = [&](std::string_view word) { return small.find(word) != std::string::npos; };
  if (is("postgres")) {
    return {&postgres_odbc_dialect(),
            false,
            false,
            {"SET TRANSACTION READ ONLY", "SET LOCAL TimeZone = {zone}"},
            &postgres_odbc_dialect_without_icu(),
            kIcuProbe,
            {},
            "SELECT CASE current_setting('standard_conforming_strings') WHEN 'off' THEN "
            "'standard_conforming_strings' ELSE '' END"};
  }
  if (is("mariadb")) {
    return {&mariadb_dialect(),
            true,
            true,
            {"SET time_zone = {zone}", "START TRANSACTION READ ONLY"},
            &old_mariadb_dialect(),
            "DO _utf8mb4 'a' COLLATE utf8mb4_uca1400_nopad_as_cs",
            "DEFAULT",
            kSqlMode};
  }
  if (is("mysql")) {
    return {&mysql_dialect(),
            true,
            true,
            {"SET time_zone = {zone}", "START TRANSACTION READ ONLY"},
            nullptr,
            {},
            "DEFAULT",
            kSqlMode};
  }
  if (is("sql server") || is("sqlserver")) return {&sqlserver_dialect(), true, false, {}};
  if (is("oracle")) {
    return {&oracle_dialect(),
            true,
            false,
            {"ALTER SESSION SET TIME_ZONE = {zone}", "SET TRANSACTION READ ONLY"},
            nullptr,
            {},
            "LOCAL"};
  }
  if (is("sqlite")) return {&sqlite_odbc_dialect(), false, false, {}};
  static const StandardDialect kStandard;
  return {&kStandard, false, false, {}};
}

}  // namespace source
