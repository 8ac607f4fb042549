#pragma once

#include "asset/asset.h"
#include "database/read_connection_pool.h"
#include "database/writer.h"
#include "support/temp_dir.h"

/// A new, migrated database of this program, with its writer and readers.
class AppDatabase {
 public:
  [[nodiscard]] const std::filesystem::path& directory() const { return temp_dir_.path(); }
  [[nodiscard]] std::filesystem::path file() const { return directory() / "gormic-bi.db"; }

  [[nodiscard]] static std::vector<std::string_view> migrations() {
    std::vector<std::string_view> scripts;
    for (const std::string_view name : asset::names("sql/migrations/")) {
      scripts.push_back(asset::bytes(name));
    }
    return scripts;
  }

 private:
  TempDir temp_dir_;

 public:
  database::Writer writer{file(), migrations()};
  database::ReadConnectionPool readers{file()};
};
