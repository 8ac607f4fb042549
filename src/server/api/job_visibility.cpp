#include "server/api/job_visibility.h"

#include <set>

namespace server {

JobVisibility::JobVisibility(const Services& services, const auth::ApiKey& key)
    : services_(services),
      key_(key),
      catalogue_(services.data.catalogue()),
      caller_(key.to_caller(services.clock.now())) {}

bool JobVisibility::can_see(const job::Submission& submission) {
  if (is_own(submission.key)) return true;
  const model::DataModel* model = catalogue_ ? catalogue_->model(submission.data_model) : nullptr;
  if (model == nullptr) return has_same_rights(submission.key);
  if (!catalogue_->is_open(*model, caller_)) return false;
  const std::string& own = row_scope_digest(*model, key_.id, caller_, submission);
  if (own.empty()) return false;
  const bool has_no_digest = submission.row_scope.empty() && submission.data_model_sha256.empty();
  return has_no_digest ? has_same_rights(submission.key)
                       : own == submitted_row_scope(*model, submission);
}

bool JobVisibility::is_own(const base::KeyId& id) {
  if (id == key_.id) return true;
  const auto known = rotation_cache_.find(id);
  if (known != rotation_cache_.end()) return known->second;
  std::set<base::KeyId> seen{id};  // rotations may form a cycle
  auto next = services_.auth.keys.successor(id);
  while (next && *next != key_.id && seen.insert(*next).second) {
    next = services_.auth.keys.successor(*next);
  }
  return rotation_cache_.emplace(id, next == key_.id).first->second;
}

std::optional<job::Job> JobVisibility::find(const base::JobId& id) {
  auto job = services_.jobs.store.find(key_.grant.organization, id);
  return job && can_see(job->submission) ? std::move(job) : std::nullopt;
}

/// The job's row scope. A job older than stored scopes has its key's scope, including
/// sub-organizations, if the data model is unchanged; else the result is empty.
std::string JobVisibility::submitted_row_scope(const model::DataModel& model,
                                               const job::Submission& submission) {
  if (!submission.row_scope.empty()) return submission.row_scope;
  const auto& key = find_key(submission.key);
  if (!key || model.sha256 != submission.data_model_sha256) return {};
  model::Caller caller = key->to_caller(caller_.now);
  caller.includes_sub_organizations = true;
  return row_scope_digest(model, key->id, caller, submission);
}

const std::string& JobVisibility::row_scope_digest(const model::DataModel& model,
                                                   const base::KeyId& key,
                                                   const model::Caller& caller,
                                                   const job::Submission& submission) {
  const base::OrganizationUid& data_of = submission.data_organization.text().empty()
                                             ? submission.organization
                                             : submission.data_organization;
  const auto [entry, is_new] = row_scopes_.try_emplace({key, model.uid, data_of});
  if (is_new) {
    const auto row_scope = model::row_scope_for(*catalogue_, model, caller, data_of);
    if (row_scope) entry->second = row_scope->digest();
  }
  return entry->second;
}

bool JobVisibility::has_same_rights(const base::KeyId& id) {
  const auto& key = find_key(id);
  return key && key->grant.label == key_.grant.label && key->grant.models == key_.grant.models &&
         key->grant.includes_sub_organizations == key_.grant.includes_sub_organizations;
}

const std::optional<auth::ApiKey>& JobVisibility::find_key(const base::KeyId& id) {
  const auto known = key_cache_.find(id);
  if (known != key_cache_.end()) return known->second;
  return key_cache_.emplace(id, services_.auth.keys.find(id)).first->second;
}

}  // namespace server
