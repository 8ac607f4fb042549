#pragma once

#include <deque>
#include <memory>
#include <mutex>
#include <string_view>

#include "model/catalogue.h"

namespace model {

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

}  // namespace model
