#pragma once

#include <map>
#include <optional>
#include <string>
#include <tuple>

#include "auth/api_key.h"
#include "server/api/services.h"

namespace server {

/// Which of its organization's jobs a key may know of: its own and those of the keys that it was
/// rotated from, and those that it could ask for itself today and would get the same rows
/// (model::RowScope). A job of a data model that is in the catalogue no more is its key's, and that
/// of keys with its label and its narrowings; so is one of 0.1.0, which kept no data model's
/// digest. One thread.
class JobVisibility {
 public:
  /// Both must outlive it.
  JobVisibility(const Services& services, const auth::ApiKey& key);

  /// Whether it is this key, or one that rotations have made this one of.
  [[nodiscard]] bool is_own(const base::KeyId& id);
  [[nodiscard]] bool can_see(const job::Submission& submission);
  /// Absent where there is none, or none that the key may know of: alike.
  [[nodiscard]] std::optional<job::Job> find(const base::JobId& id);

 private:
  using RowScopes =
      std::map<std::tuple<base::KeyId, std::string, base::OrganizationUid>, std::string>;

  [[nodiscard]] std::string submitted_row_scope(const model::DataModel& model,
                                                const job::Submission& submission);
  /// Its digest; empty where there is none.
  [[nodiscard]] const std::string& row_scope_digest(const model::DataModel& model,
                                                    const base::KeyId& key,
                                                    const model::Caller& caller,
                                                    const job::Submission& submission);
  [[nodiscard]] bool has_same_rights(const base::KeyId& id);
  [[nodiscard]] const std::optional<auth::ApiKey>& find_key(const base::KeyId& id);

  const Services& services_;
  const auth::ApiKey& key_;
  const std::shared_ptr<const model::Catalogue> catalogue_;
  const model::Caller caller_;
  RowScopes row_scopes_;  // by key, data model and whose data
  std::map<base::KeyId, bool> rotation_cache_;
  std::map<base::KeyId, std::optional<auth::ApiKey>> key_cache_;
};

}  // namespace server
