#pragma once

#include <deque>
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/id.h"
#include "base/message.h"
#include "model/definition/caller.h"
#include "model/definition/data_model.h"
#include "model/definition/organization.h"
#include "model/definition/source_definition.h"

namespace model {

/// The data models, sources and organizations of a catalogue folder at the time it was read.
/// Immutable. Shared by shared_ptr: pointers into it are valid as long as the catalogue is held.
/// Thread-safe.
class Catalogue {
 public:
  template <class Part>
  using ByName = std::map<std::string, Part, std::less<>>;

  /// The result of reading a folder.
  struct Loaded;

  /// Reads `models/*.json` with their SQL, `sources/*.json` and `organizations.json` (which may be
  /// missing). Finds all errors, not only the first; each names its file, path and reason. The
  /// folder's content never makes it throw.
  [[nodiscard]] static Loaded load(const std::filesystem::path& directory);

  [[nodiscard]] const std::filesystem::path& directory() const { return directory_; }
  [[nodiscard]] const ByName<DataModel>& models() const { return models_; }
  [[nodiscard]] const ByName<SourceDefinition>& sources() const { return sources_; }
  /// The uids of the data models that the folder has, but this catalogue has not: they have an
  /// error themselves or in their source.
  [[nodiscard]] const std::set<std::string, std::less<>>& left_out() const { return left_out_; }
  /// The errors of the folder's files, for which parts of it were left out.
  [[nodiscard]] const std::vector<base::Diagnostic>& errors() const { return errors_; }

  // Null if the catalogue has no such part.
  [[nodiscard]] const DataModel* model(std::string_view uid) const;
  [[nodiscard]] const SourceDefinition* source(std::string_view name) const;

  /// Absent if organizations.json does not name it. In a catalogue without that file every uid is
  /// an organization without a parent, whose name is its uid.
  [[nodiscard]] std::optional<Organization> organization(const base::OrganizationUid& uid) const;
  /// `top` and all organizations below it, sorted by uid.
  [[nodiscard]] std::vector<base::OrganizationUid> tree(const base::OrganizationUid& top) const;
  /// Whether `uid` is `top` or below it.
  [[nodiscard]] bool is_within(const base::OrganizationUid& uid,
                               const base::OrganizationUid& top) const;

  [[nodiscard]] bool is_open(const DataModel& model, const Caller& caller) const;
  /// Sorted by uid; valid as long as the catalogue.
  [[nodiscard]] std::vector<const DataModel*> models_open_to(const Caller& caller) const;

 private:
  friend class CatalogueReader;
  Catalogue() = default;

  std::filesystem::path directory_;
  ByName<DataModel> models_;
  ByName<SourceDefinition> sources_;
  std::set<std::string, std::less<>> left_out_;
  std::vector<base::Diagnostic> errors_;
  bool has_organizations_ = false;
  std::map<base::OrganizationUid, Organization> organizations_;
};

struct Catalogue::Loaded {
  std::shared_ptr<const Catalogue> catalogue;  // null if there are errors
  /// Without the data models that have an error themselves or in their source: `model check` runs
  /// its further checks on this.
  std::shared_ptr<const Catalogue> valid_part;
  /// The same, or null if nothing of the folder may be used: it cannot be read, or
  /// organizations.json, which decides which rows a report may show, has errors.
  std::shared_ptr<const Catalogue> usable_part;
  std::vector<base::Diagnostic> errors;
  std::vector<base::Diagnostic> warnings;  // unused parameters, missing titles and the like
};

/// The current catalogue and its recent predecessors, so that an accepted job runs with the data
/// model it was accepted with. Thread-safe.
class CatalogueHistory {
 public:
  explicit CatalogueHistory(std::shared_ptr<const Catalogue> first) : versions_{std::move(first)} {}

  [[nodiscard]] std::shared_ptr<const Catalogue> current() const;
  /// The newest catalogue that has exactly this data model (DataModel::sha256). The current one if
  /// no kept catalogue has it, as after a restart.
  [[nodiscard]] std::shared_ptr<const Catalogue> find_version(std::string_view uid,
                                                              std::string_view sha256) const;
  void replace(std::shared_ptr<const Catalogue> next);

 private:
  mutable std::mutex mutex_;
  std::deque<std::shared_ptr<const Catalogue>> versions_;  // newest first; protected by mutex_
};

inline constexpr std::string_view kOrganizationsFile = "organizations.json";

/// The file of a catalogue's error: "models/sales.json" of "models/sales.json: title".
[[nodiscard]] std::string_view catalogue_file(const base::Diagnostic& error);

}  // namespace model
