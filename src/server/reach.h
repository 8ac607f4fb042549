#pragma once

#include <map>
#include <optional>
#include <string>

#include "access/key.h"
#include "server/services.h"

namespace server {

/// Which of its organization's jobs a key may know of: those that it could have asked for itself,
/// with the same rows. A job of a data model that is in the catalogue no more is its key's, and
/// that of keys with the same label. One thread.
class Reach {
 public:
  /// Both must outlive it.
  Reach(const Services& services, const access_control::Key& key);

  [[nodiscard]] bool holds(const job::Submission& submission);
  /// Absent where there is none, or none that the key may know of: alike.
  [[nodiscard]] std::optional<job::Job> find(const base::JobId& id);

 private:
  [[nodiscard]] const std::string& label_of(const base::KeyId& key);

  const Services& services_;
  const access_control::Key& key_;
  const std::shared_ptr<const model::Catalogue> catalogue_;
  const model::Caller caller_;
  std::map<base::KeyId, std::string> labels_;
};

}  // namespace server
