#include "model/catalogue.h"

#include <algorithm>
#include <utility>

#include "model/catalogue_reader.h"

namespace model {
namespace {

template <class Part>
const Part* find(const Catalogue::ByName<Part>& parts, std::string_view name) {
  const auto found = parts.find(name);
  return found == parts.end() ? nullptr : &found->second;
}

}  // namespace

Catalogue::Loaded Catalogue::load(const std::filesystem::path& directory) {
  return CatalogueReader{directory}.read();
}

const DataModel* Catalogue::model(std::string_view uid) const { return find(models_, uid); }

const SourceDefinition* Catalogue::source(std::string_view name) const {
  return find(sources_, name);
}

std::optional<Organization> Catalogue::organization(const base::OrganizationUid& uid) const {
  if (!has_organizations_) {
    Organization alone;
    alone.uid = uid;
    alone.name = {uid.text(), uid.text()};
    return alone;
  }
  const auto found = organizations_.find(uid);
  return found == organizations_.end() ? std::nullopt : std::optional{found->second};
}

std::vector<base::OrganizationUid> Catalogue::tree(const base::OrganizationUid& top) const {
  if (!has_organizations_) return {top};
  std::vector<base::OrganizationUid> uids;
  for (const auto& [uid, organization] : organizations_) {
    if (is_within(uid, top)) uids.push_back(uid);
  }
  return uids;
}

bool Catalogue::is_within(const base::OrganizationUid& uid,
                          const base::OrganizationUid& top) const {
  if (uid == top) return true;
  // The reader has checked that parents form no cycle.
  for (auto at = organizations_.find(uid); at != organizations_.end();
       at = organizations_.find(at->second.parent)) {
    if (at->first == top) return true;
  }
  return false;
}

bool Catalogue::is_open(const DataModel& model, const Caller& caller) const {
  return organization(caller.organization) && model.access.is_open_to(caller) &&
         (caller.models.empty() || matches_any(caller.models, model.uid));
}

std::vector<const DataModel*> Catalogue::models_open_to(const Caller& caller) const {
  std::vector<const DataModel*> open;
  for (const auto& [name, model] : models_) {
    if (is_open(model, caller)) open.push_back(&model);
  }
  return open;
}

std::shared_ptr<const Catalogue> CatalogueHistory::current() const {
  const std::scoped_lock lock(mutex_);
  return versions_.front();
}

std::shared_ptr<const Catalogue> CatalogueHistory::find_version(std::string_view uid,
                                                                std::string_view sha256) const {
  const std::scoped_lock lock(mutex_);
  const auto found = std::ranges::find_if(versions_, [&](const auto& catalogue) {
    const DataModel* model = catalogue->model(uid);
    return model != nullptr && model->sha256 == sha256;
  });
  return found == versions_.end() ? versions_.front() : *found;
}

void CatalogueHistory::replace(std::shared_ptr<const Catalogue> next) {
  constexpr std::size_t kMaxVersions = 32;  // a day's edits; no job waits longer
  const std::scoped_lock lock(mutex_);
  versions_.push_front(std::move(next));
  if (versions_.size() > kMaxVersions) versions_.pop_back();
}

}  // namespace model
