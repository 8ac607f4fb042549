#include "server/reach.h"

namespace server {

Reach::Reach(const Services& services, const access_control::Key& key)
    : services_(services),
      key_(key),
      catalogue_(services.catalogue()),
      caller_(key.caller(services.clock.now())) {}

bool Reach::holds(const job::Submission& submission) {
  if (submission.key == key_.id) return true;
  if (!key_.models.empty() && !model::fits_any(key_.models, submission.data_model)) return false;
  const bool is_of_below =
      !submission.data_of.text().empty() && submission.data_of != key_.organization;
  if (is_of_below && !key_.reaches_below) return false;
  const std::string& label = label_of(submission.key);
  if (label == key_.label) return true;
  const model::DataModel* model = catalogue_ ? catalogue_->model(submission.data_model) : nullptr;
  return model != nullptr && catalogue_->is_open(*model, caller_) &&
         model->access.is_alike(key_.organization, key_.label, label);
}

std::optional<job::Job> Reach::find(const base::JobId& id) {
  auto job = services_.jobs.find(key_.organization, id);
  return job && holds(job->submission) ? std::move(job) : std::nullopt;
}

const std::string& Reach::label_of(const base::KeyId& key) {
  const auto known = labels_.find(key);
  if (known != labels_.end()) return known->second;
  return labels_.emplace(key, services_.keys.label(key)).first->second;
}

}  // namespace server
