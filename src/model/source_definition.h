#pragma once

#include <filesystem>
#include <string>

namespace model {

/// Where a data model's rows come from: `sources/<name>.json`. Immutable; part of the Catalogue.
struct SourceDefinition {
  std::string name;
  std::string kind;            // "sqlite"
  std::filesystem::path path;  // of a SQLite file; relative ones are already below the catalogue
};

}  // namespace model
