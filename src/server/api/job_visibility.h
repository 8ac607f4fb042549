#pragma once

#include <map>
#include <optional>
#include <string>
#include <tuple>

#include "auth/api_key.h"
#include "server/api/services.h"

namespace server {

/// Which jobs of its organization a key may see: its own, those of the keys it was rotated from,
/// and those whose rows it could read today (model::RowScope). A job whose data model has left the
/// catalogue, or that was submitted to version 0.1.0, which stored no digests, is visible to keys
/// with the same label, models and reach as its own. Not thread-safe.
class JobVisibility {
 public:
  /// Both must outlive it.
  JobVisibility(const Services& services, const auth::ApiKey& key);

  /// Whether it is this key, or one that this key was rotated from.
  [[nodiscard]] bool is_own(const base::KeyId& id);
  [[nodiscard]] bool can_see(const job::Submission& submission);
  /// Absent if there is no such job, or the key may not see it.
  [[nodiscard]] std::optional<job::Job> find(const base::JobId& id);

 private:
  using RowScopes =
      std::map<std::tuple<base::KeyId, std::string, base::OrganizationUid>, std::string>;

  [[nodiscard]] std::string submitted_row_scope(const model::DataModel& model,
                                                const job::Submission& submission);
  /// The scope's digest; empty if there is no scope.
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
  RowScopes row_scopes_;  // by key, data model and the data's organization
  std::map<base::KeyId, bool> rotation_cache_;
  std::map<base::KeyId, std::optional<auth::ApiKey>> key_cache_;
};

}  // namespace server
