#include "model/catalogues.h"

#include <algorithm>
#include <utility>

namespace model {

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
  constexpr std::size_t kMaxVersions = 32;  // a day's edits outlive any queue
  const std::scoped_lock lock(mutex_);
  versions_.push_front(std::move(next));
  if (versions_.size() > kMaxVersions) versions_.pop_back();
}

}  // namespace model
