#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "model/reference.h"
#include "model/definition/sql_syntax.h"

namespace model {

enum class SourceKind : std::uint8_t { kSqlite, kPostgres, kOdbc };

/// A keyword of libpq, or of an ODBC connection string.
struct SourceOption {
  std::string name;
  SecretRef value;
};

/// Where a data model's rows come from: `sources/<name>.json`. Immutable; part of the Catalogue.
struct SourceDefinition {
  static constexpr std::size_t kDefaultMaxConnections = 8;

  std::string name;
  SourceKind kind = SourceKind::kSqlite;
  std::filesystem::path path;         // of a SQLite file; a relative one stands below the catalogue
  bool is_immutable = false;          // of a SQLite file: nothing changes it while we read
  std::vector<SourceOption> options;  // of the others, in order
  std::string dialect;                // of ODBC, where the driver's own word is not enough
  std::size_t max_connections =
      kDefaultMaxConnections;  // at once, at most; of SQLite there is no bound
  std::chrono::seconds connect_timeout{10};

  /// How the SQL of its data models is read.
  [[nodiscard]] SqlDialect sql_dialect() const;

  /// What tells it from others: the same place by the same user.
  [[nodiscard]] std::string identity() const;
};

}  // namespace model
