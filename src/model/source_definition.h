#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

namespace model {

enum class SourceKind : std::uint8_t { kSqlite };

/// Where a data model's rows come from: `sources/<name>.json`. Immutable; part of the Catalogue.
struct SourceDefinition {
  std::string name;
  SourceKind kind = SourceKind::kSqlite;
  std::filesystem::path path;  // of a SQLite file; a relative one stands below the catalogue
};

}  // namespace model
