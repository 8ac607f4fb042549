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
/// From 10.10 on, and before.
[[nodiscard]] const Dialect& mariadb_dialect();
[[nodiscard]] const Dialect& old_mariadb_dialect();
[[nodiscard]] const Dialect& mysql_dialect();
[[nodiscard]] const Dialect& sqlserver_dialect();
[[nodiscard]] const Dialect& oracle_dialect();

/// What is to be known of the database behind a driver.
struct OdbcDialect {
  const Dialect* dialect;
  /// Whether a column of texts is never longer than its driver says.
  bool has_reliable_lengths;
  /// Whether a time may be negative or longer than a day, which ODBC's own type would hide.
  bool has_long_times;
  /// What a session is told before a query; "{zone}" stands for the time zone, in its quotes. What
  /// a database does not accept is left out.
  std::vector<std::string> commands;
  /// Of databases that do not accept `required_command`; null where the dialect is of all.
  const Dialect* fallback = nullptr;
  std::string required_command = {};
  /// What stands for the database's own time zone, where it accepts that and offsets ("+03:00").
  std::string local_zone = {};
  /// A query of the settings that are not the default (model::SqlSetting); empty where there are
  /// none.
  std::string settings = {};

  /// The ways to write a time zone for it, the best one first.
  [[nodiscard]] std::vector<std::string> time_zone_formats(const language::TimeZone& zone) const;
};

/// By one of our names ("mariadb"), or by the database's own ("Microsoft SQL Server"); the
/// standard's where neither says more.
[[nodiscard]] OdbcDialect odbc_dialect(std::string_view name);

}  // namespace source
