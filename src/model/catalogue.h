#pragma once

#include <deque>
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
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

/// The data models, sources and organizations of a catalogue folder, as they stood when it was
/// read. Immutable: any thread. Others hold it by shared_ptr, which keeps what it owns alive.
class Catalogue {
 public:
  template <class Part>
  using ByName = std::map<std::string, Part, std::less<>>;

  /// What reading a folder gave. With an error there is no catalogue: all or nothing.
  struct Loaded;

  /// Reads `models/*.json` with their SQL, `sources/*.json` and `organizations.json` (which may be
  /// missing). Finds every error, not just the first; each names its file, place and reason. Never
  /// throws for what stands in the folder.
  [[nodiscard]] static Loaded load(const std::filesystem::path& directory);

  [[nodiscard]] const std::filesystem::path& directory() const { return directory_; }
  [[nodiscard]] const ByName<DataModel>& models() const { return models_; }
  [[nodiscard]] const ByName<SourceDefinition>& sources() const { return sources_; }

  // Null where there is none.
  [[nodiscard]] const DataModel* model(std::string_view uid) const;
  [[nodiscard]] const SourceDefinition* source(std::string_view name) const;

  /// Absent where organizations.json does not name it. A catalogue without that file knows every
  /// uid, as an organization that stands alone and is named by its uid.
  [[nodiscard]] std::optional<Organization> organization(const base::OrganizationUid& uid) const;
  /// It, and those below it, in the order of their uids.
  [[nodiscard]] std::vector<base::OrganizationUid> tree(const base::OrganizationUid& top) const;
  /// Whether it is `top`, or below it.
  [[nodiscard]] bool is_within(const base::OrganizationUid& uid,
                               const base::OrganizationUid& top) const;

  [[nodiscard]] bool is_open(const DataModel& model, const Caller& caller) const;
  /// Sorted by uid; they live as long as the catalogue.
  [[nodiscard]] std::vector<const DataModel*> models_open_to(const Caller& caller) const;

 private:
  friend class CatalogueReader;
  Catalogue() = default;

  std::filesystem::path directory_;
  ByName<DataModel> models_;
  ByName<SourceDefinition> sources_;
  bool has_organizations_ = false;
  std::map<base::OrganizationUid, Organization> organizations_;
};

struct Catalogue::Loaded {
  std::shared_ptr<const Catalogue> catalogue;  // null with an error
  /// Without the data models that have an error, or whose source has: to check what is left of it.
  std::shared_ptr<const Catalogue> valid_part;
  std::vector<base::Diagnostic> errors;
  std::vector<base::Diagnostic> warnings;  // what this version does not draw yet, names without use
};

/// The catalogue in force, and those before it, on whose data models accepted jobs finish. Any
/// thread.
class CatalogueHistory {
 public:
  explicit CatalogueHistory(std::shared_ptr<const Catalogue> first) : versions_{std::move(first)} {}

  [[nodiscard]] std::shared_ptr<const Catalogue> current() const;
  /// The newest that has the data model to the letter (DataModel::sha256); the one in force where
  /// none has, as after a restart.
  [[nodiscard]] std::shared_ptr<const Catalogue> find_version(std::string_view uid,
                                                              std::string_view sha256) const;
  void replace(std::shared_ptr<const Catalogue> next);

 private:
  mutable std::mutex mutex_;
  std::deque<std::shared_ptr<const Catalogue>> versions_;  // newest first; protected by mutex_
};

/// The file that an error of a catalogue is in: "models/sales.json" of "models/sales.json: title".
[[nodiscard]] std::string_view catalogue_file(const base::Diagnostic& error);

}  // namespace model
