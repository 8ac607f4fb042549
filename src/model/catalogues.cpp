#include "model/catalogues.h"

#include <algorithm>
#include <utility>

namespace model {

std::shared_ptr<const Catalogue> Catalogues::current() const {
  const std::scoped_lock hold(mutex_);
  return catalogues_.front();
}

std::shared_ptr<const Catalogue> Catalogues::holding(std::string_view uid,
                                                     std::string_view sha256) const {
  const std::scoped_lock hold(mutex_);
  const auto found = std::ranges::find_if(catalogues_, [&](const auto& catalogue) {
    const DataModel* model = catalogue->model(uid);
    return model != nullptr && model->sha256 == sha256;
  });
  return found == catalogues_.end() ? catalogues_.front() : *found;
}

void Catalogues::replace(std::shared_ptr<const Catalogue> next) {
  constexpr std::size_t kKept = 32;  // a day's edits outlive any queue
  const std::scoped_lock hold(mutex_);
  catalogues_.push_front(std::move(next));
  if (catalogues_.size() > kKept) catalogues_.pop_back();
}

}  // namespace model
