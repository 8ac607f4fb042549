#pragma once

#include <filesystem>
#include <fstream>
#include <string>

#include "model/catalogue.h"
#include "model/report_specs.h"
#include "support/catch.h"
#include "support/temp_dir.h"

/// A catalogue folder with one valid data model. Tests overwrite single files of it.
class CatalogueFolder {
 public:
  CatalogueFolder() {
    write("sources/s.json", R"({"kind": "sqlite", "path": "s.db"})");
    write("models/m.json", model());
    write("models/m.sql", "SELECT a FROM t WHERE o = :organization_uid");
  }

  void write(const std::string& file, const std::string& text) const {
    std::filesystem::create_directories((directory_.path() / file).parent_path());
    std::ofstream{directory_.path() / file} << text;
  }

  /// models/m.json with more members, one of which may replace the columns.
  static std::string model(const std::string& members = "") {
    const bool has_columns = members.find("\"columns\"") != std::string::npos;
    return R"({"uid": "m", "title": "M", "source": "s")" + (members.empty() ? "" : ", " + members) +
           (has_columns ? "}" : R"(, "columns": [{"key": "a", "type": "string"},
                                                 {"key": "d", "type": "date"}]})");
  }

  [[nodiscard]] model::Catalogue::Loaded load() const {
    return model::Catalogue::load(directory_.path());
  }
  /// As listed() writes them.
  [[nodiscard]] std::string errors() const {
    const auto loaded = load();
    CHECK((loaded.catalogue == nullptr) == !loaded.errors.empty());
    return listed(loaded.errors);
  }
  [[nodiscard]] std::string errors_of(const std::string& file, const std::string& text) const {
    write(file, text);
    return errors();
  }
  [[nodiscard]] std::string errors_with(const std::string& members) const {
    return errors_of("models/m.json", model(members));
  }
  [[nodiscard]] const std::filesystem::path& path() const { return directory_.path(); }

 private:
  TempDir directory_;
};
