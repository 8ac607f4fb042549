#include "source/odbc_dialects.h"

#include <algorithm>
#include <cctype>

#include "source/standard_dialect.h"

namespace source {

std::vector<std::string> OdbcDialect::beginning(const std::string& time_zone) const {
  constexpr std::string_view kZone = "{zone}";
  std::vector<std::string> told = commands;
  for (std::string& command : told) {
    const auto at = command.find(kZone);
    if (at != std::string::npos) command.replace(at, kZone.size(), time_zone);
  }
  return told;
}

OdbcDialect odbc_dialect(std::string_view name) {
  constexpr const char* kSqlMode = "SELECT @@sql_mode";
  std::string small{name};
  std::ranges::transform(small, small.begin(),
                         [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  const auto is = [&](std::string_view word) { return small.find(word) != std::string::npos; };
  if (is("postgres")) {
    return {&postgres_odbc_dialect(),
            false,
            false,
            {"SET TRANSACTION READ ONLY", "SET LOCAL TimeZone = '{zone}'"},
            &postgres_odbc_dialect_without_icu(),
            kNeedsIcu,
            "SELECT CASE current_setting('standard_conforming_strings') WHEN 'off' THEN "
            "'standard_conforming_strings' ELSE '' END"};
  }
  if (is("mariadb")) {
    return {&mariadb_dialect(),
            true,
            true,
            {"SET time_zone = '{zone}'", "START TRANSACTION READ ONLY"},
            &old_mariadb_dialect(),
            "DO _utf8mb4 'a' COLLATE utf8mb4_uca1400_nopad_as_cs",
            kSqlMode};
  }
  if (is("mysql")) {
    return {&mysql_dialect(),
            true,
            true,
            {"SET time_zone = '{zone}'", "START TRANSACTION READ ONLY"},
            nullptr,
            "",
            kSqlMode};
  }
  if (is("sql server") || is("sqlserver")) return {&sqlserver_dialect(), true, false, {}};
  if (is("oracle")) {
    return {&oracle_dialect(),
            true,
            false,
            {"ALTER SESSION SET TIME_ZONE = '{zone}'", "SET TRANSACTION READ ONLY"}};
  }
  if (is("sqlite")) return {&sqlite_odbc_dialect(), false, false, {}};
  static const StandardDialect kStandard;
  return {&kStandard, false, false, {}};
}

}  // namespace source
