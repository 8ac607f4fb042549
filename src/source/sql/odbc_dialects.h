#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "language/time_zone.h"
#include "source/sql/dialect.h"

namespace source {

[[nodiscard]] const Dialect& postgres_odbc_dialect();
[[nodiscard]] const Dialect& postgres_odbc_dialect_without_icu();
[[nodiscard]] const Dialect& sqlite_odbc_dialect();
/// MariaDB 10.10 and later; before 10.10.
[[nodiscard]] const Dialect& mariadb_dialect();
[[nodiscard]] const Dialect& old_mariadb_dialect();
[[nodiscard]] const Dialect& mysql_dialect();
[[nodiscard]] const Dialect& sqlserver_dialect();
[[nodiscard]] const Dialect& oracle_dialect();

/// The dialect of the database behind an ODBC driver, and how to set up its sessions.
struct OdbcDialect {
  const Dialect* dialect;
  /// Whether texts are never longer than the column size that the driver reports.
  bool has_reliable_lengths;
  /// Whether a time may be negative or longer than a day, which ODBC's time type cannot hold.
  bool has_long_times;
  /// Commands that are run before each query; "{zone}" is replaced by the quoted time zone. A
  /// command that the database rejects is skipped.
  std::vector<std::string> commands;
  /// The dialect of databases that reject `required_command`; null where `dialect` fits all.
  const Dialect* fallback = nullptr;
  std::string required_command = {};
  /// The name of the database's own time zone, for databases that accept it and offsets ("+03:00").
  std::string local_zone = {};
  /// A query that returns the settings that differ from the default (model::SqlSetting); empty if
  /// the dialect has none.
  std::string settings = {};

  /// The spellings of a time zone to try, the best one first.
  [[nodiscard]] std::vector<std::string> time_zone_formats(const language::TimeZone& zone) const;
};

/// Selects by a catalogue's dialect name ("mariadb") or by a product name ("Microsoft SQL Server");
/// the standard dialect for any other name.
[[nodiscard]] OdbcDialect odbc_dialect(std::string_view name);

}  // namespace source
