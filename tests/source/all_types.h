#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "model/request_validator.h"
#include "source/source_registry.h"

/// The databases that tests/databases/run.py has started and filled with the same rows: a catalogue
/// with a source and a data model for each, and the SQLite file that the reference SQL runs in.
class AllTypes {
 public:
  AllTypes();

  [[nodiscard]] const std::vector<std::string>& sources() const { return sources_; }
  /// Whether the source supports the request: not all of them know moments with an offset.
  [[nodiscard]] bool supports(const std::string& source, const json::Value& question) const;
  /// What is wrong with the request for `params`, a JSON object without a template, and with a uid
  /// only where it is not one of these data models.
  [[nodiscard]] model::ValidationResult check(const std::string& source, json::Value params,
                                              const std::string& key_label = "") const;
  /// The ids of its rows in their order.
  [[nodiscard]] std::vector<std::int64_t> ids(const model::ReportSpec& spec);
  /// The first column of a query of the SQLite file.
  [[nodiscard]] std::vector<std::int64_t> reference(const std::string& sql) const;

  [[nodiscard]] std::filesystem::path file() const { return folder_ / "all_types.db"; }
  [[nodiscard]] source::SourceRegistry& registry() { return registry_; }
  [[nodiscard]] const model::Catalogue& catalogue() const { return *catalogue_; }

 private:
  std::filesystem::path folder_;
  std::shared_ptr<const model::Catalogue> catalogue_;
  std::vector<std::string> sources_;
  source::SourceRegistry registry_;
};
