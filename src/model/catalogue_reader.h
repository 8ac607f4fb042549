#pragma once

#include <filesystem>
#include <memory>
#include <set>
#include <string>

#include "json/value.h"
#include "model/catalogue.h"
#include "model/definition/diagnostics.h"
#include "model/reader/data_model_reader.h"

namespace model {

/// Reads one catalogue folder; read() may be called once. Not thread-safe.
class CatalogueReader {
 public:
  explicit CatalogueReader(const std::filesystem::path& directory);

  [[nodiscard]] Catalogue::Loaded read();

 private:
  void remove_invalid();
  [[nodiscard]] bool is_usable() const;
  void read_sources();
  void read_organizations_file();
  void read_models();
  void read_model(const std::filesystem::path& file, const std::string& uid);
  void read_sql(DataModel& model, const std::string& text, const std::string& json_file);
  void check_references(const DataModel& model, const std::string& json_file);

  /// The `*.json` files of a folder by their stem. A stem that is not a uid is an error.
  [[nodiscard]] std::map<std::string, std::filesystem::path> list_files(const std::string& folder);
  [[nodiscard]] std::optional<json::Value> read_json(const std::filesystem::path& file,
                                                     const std::string& shown_as);
  /// Adds an error if the file cannot be read or is not UTF-8.
  [[nodiscard]] std::optional<std::string> read_text(const std::filesystem::path& file,
                                                     const std::string& shown_as);
  [[nodiscard]] std::optional<json::Value> parse_json(const std::string& text,
                                                      const std::string& shown_as);
  void add_error(const std::string& file, base::Message reason);

  std::unique_ptr<Catalogue> catalogue_;
  // With errors or without.
  std::set<std::string, std::less<>> source_names_;
  std::set<std::string, std::less<>> model_uids_;
  bool has_models_folder_ = false;
  bool are_organizations_known_ = false;  // by an organizations.json without errors
  SqlDialects dialects_;                  // of the sources without errors
  Diagnostics diagnostics_;
};

}  // namespace model
