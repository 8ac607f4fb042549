#include "server/reach.h"

#include <set>

namespace server {

Reach::Reach(const Services& services, const auth::ApiKey& key)
    : services_(services),
      key_(key),
      catalogue_(services.catalogue()),
      caller_(key.to_caller(services.clock.now())) {}

bool Reach::holds(const job::Submission& submission) {
  if (is_own(submission.key)) return true;
  const model::DataModel* model = catalogue_ ? catalogue_->model(submission.data_model) : nullptr;
  if (model == nullptr) return is_alike(submission.key);
  if (!catalogue_->is_open(*model, caller_)) return false;
  const std::string& own = extent(*model, key_.id, caller_, submission);
  if (own.empty()) return false;
  const bool is_unmarked = submission.row_scope.empty() && submission.data_model_sha256.empty();
  return is_unmarked ? is_alike(submission.key) : own == accepted(*model, submission);
}

bool Reach::is_own(const base::KeyId& id) {
  if (id == key_.id) return true;
  const auto known = forebears_.find(id);
  if (known != forebears_.end()) return known->second;
  std::set<base::KeyId> seen{id};  // who writes the audit may write a ring
  auto next = services_.keys.successor(id);
  while (next && *next != key_.id && seen.insert(*next).second) {
    next = services_.keys.successor(*next);
  }
  return forebears_.emplace(id, next == key_.id).first->second;
}

std::optional<job::Job> Reach::find(const base::JobId& id) {
  auto job = services_.jobs.find(key_.organization, id);
  return job && holds(job->submission) ? std::move(job) : std::nullopt;
}

/// How far the job sees. Of one that was accepted before that was kept: how far its key does, whose
/// trees were whole then, where its data model is the same to the letter; else empty.
std::string Reach::accepted(const model::DataModel& model, const job::Submission& submission) {
  if (!submission.row_scope.empty()) return submission.row_scope;
  const auto& key = other(submission.key);
  if (!key || model.sha256 != submission.data_model_sha256) return {};
  model::Caller caller = key->to_caller(caller_.now);
  caller.includes_sub_organizations = true;
  return extent(model, key->id, caller, submission);
}

const std::string& Reach::extent(const model::DataModel& model, const base::KeyId& key,
                                 const model::Caller& caller, const job::Submission& submission) {
  const base::OrganizationUid& data_of = submission.data_organization.text().empty()
                                             ? submission.organization
                                             : submission.data_organization;
  const auto [place, is_new] = extents_.try_emplace({key, model.uid, data_of});
  if (is_new) {
    const auto extent = model::row_scope_for(*catalogue_, model, caller, data_of);
    if (extent) place->second = extent->digest();
  }
  return place->second;
}

bool Reach::is_alike(const base::KeyId& id) {
  const auto& key = other(id);
  return key && key->label == key_.label && key->models == key_.models &&
         key->includes_sub_organizations == key_.includes_sub_organizations;
}

const std::optional<auth::ApiKey>& Reach::other(const base::KeyId& id) {
  const auto known = others_.find(id);
  if (known != others_.end()) return known->second;
  return others_.emplace(id, services_.keys.find(id)).first->second;
}

}  // namespace server
