#pragma once

#include "asset/asset.h"
#include "database/readers.h"
#include "database/writer.h"
#include "scratch.h"

/// This program's database, new and migrated, with its writer and readers.
class OwnDatabase {
 public:
  [[nodiscard]] const std::filesystem::path& directory() const { return scratch_.path(); }
  [[nodiscard]] std::filesystem::path file() const { return directory() / "gormic-bi.db"; }

  [[nodiscard]] static std::vector<std::string_view> migrations() {
    std::vector<std::string_view> scripts;
    for (const std::string_view name : asset::names("sql/migrations/")) {
      scripts.push_back(asset::bytes(name));
    }
    return scripts;
  }

 private:
  Scratch scratch_;

 public:
  database::Writer writer{file(), migrations()};
  database::Readers readers{file()};
};
