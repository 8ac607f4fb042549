#include "server/acceptance.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include "json/write.h"
#include "server/problem.h"
#include "server/reach.h"

namespace server {
namespace {

constexpr std::size_t kLongestKey = 255;

/// Visible ASCII, as the draft of the header field has it in practice.
std::optional<std::string> idempotency_key(const Request& request, language::Language language) {
  const auto sent = request.headers.find("Idempotency-Key");
  if (!sent) return std::nullopt;
  const bool is_sane = !sent->empty() && sent->size() <= kLongestKey &&
                       request.headers.count("Idempotency-Key") == 1 &&
                       std::ranges::all_of(*sent, [](char c) { return c > ' ' && c <= '~'; });
  if (is_sane) return std::string{*sent};
  Problem problem{400,
                  "INVALID_DATA_MODEL_PARAMETER",
                  base::Phrase{"server.bad_header"},
                  {{"Idempotency-Key", base::Phrase{"server.bad_idempotency_key",
                                                    {{"most", std::int64_t{kLongestKey}}}}}}};
  problem.speak(language);
  throw problem;
}

Problem problem_of(job::Refusal refusal) {
  constexpr const char* kFull = "QUEUE_FULL";
  switch (refusal) {
    case job::Refusal::kKeyReused:
      return {422, "IDEMPOTENCY_KEY_REUSED", base::Phrase{"server.key_reused"}};
    case job::Refusal::kQueueFull:
      return {429, kFull, base::Phrase{"server.queue_full"}};
    case job::Refusal::kOrganizationQueueFull:
      return {429, kFull, base::Phrase{"server.organization_queue_full"}};
    case job::Refusal::kQuotaFull:
      return {429, kFull, base::Phrase{"server.quota_full"}};
    case job::Refusal::kDiskFull:
      return {507, "DISK_FULL", base::Phrase{"server.disk_full"}};
  }
  return {500, "INTERNAL", base::Phrase{"server.unavailable"}};
}

/// The setting that a refusal comes from, for the log.
const char* setting_of(job::Refusal refusal) {
  switch (refusal) {
    case job::Refusal::kKeyReused:
      return "";
    case job::Refusal::kQueueFull:
      return "max-pending";
    case job::Refusal::kOrganizationQueueFull:
      return "max-pending-per-organization";
    case job::Refusal::kQuotaFull:
      return "max-storage-per-organization";
    case job::Refusal::kDiskFull:
      return "disk-reserve";
  }
  return "";
}

[[noreturn]] void refuse(job::Refusal refusal, language::Language language) {
  Problem problem = problem_of(refusal);
  problem.speak(language);
  if (refusal != job::Refusal::kKeyReused) problem.add_header("Retry-After", "60");
  throw problem;
}

job::Submission submission_of(const model::Order& order, const access_control::Key& key) {
  return {.organization = key.organization,
          .key = key.id,
          .data_model = order.model->uid,
          .data_model_version = order.model->version,
          .data_model_sha256 = order.model->sha256,
          .language = order.language,
          .time_zone = order.organization.time_zone.name(),
          .request = json::write(order.request()),
          .model_slots = order.model->limits.concurrency,
          .is_open_ended = !order.is_short(),
          .extent = order.extent.digest()};
}

}  // namespace

void Acceptance::require_passed(const model::Checked& checked,
                                std::optional<language::Language> language) {
  const model::Refusal* refusal = checked.refusal();
  if (refusal == nullptr) return;
  Problem problem{400, std::string{model::name(refusal->code)}, refusal->message(),
                  refusal->details};
  if (language) problem.speak(*language);
  throw problem;
}

Response Acceptance::accept(const Request& request, const access_control::Key& key,
                            const model::Checked& checked, std::string_view asked,
                            std::optional<base::JobId> retry_of) const {
  const model::Order& order = *checked.order();
  job::Submission submission = submission_of(order, key);
  submission.request_id = request.id;
  submission.peer = request.peer;
  submission.retry_of = std::move(retry_of);
  const job::Admitted admitted = services_.jobs.admit(submission, admission(request, order, asked));
  if (admitted.refusal) {
    request.identity->limit = setting_of(*admitted.refusal);
    refuse(*admitted.refusal, order.language);
  }
  json::Value::Array warnings = warnings_of(checked);
  if (admitted.is_repeated && !is_known(key, admitted.id, order.language)) {
    warnings.push_back(json::Value::object(
        {{"code", "JOB_DELETED"},
         {"message",
          services_.phrases.text(order.language, base::Phrase{"server.repeated_is_deleted"})}}));
  }

  const std::string& id = admitted.id.text();
  services_.log.info("job.accepted", {{"requestId", request.id},
                                      {"jobId", id},
                                      {"organization", key.organization.text()},
                                      {"model", order.model->uid},
                                      {"repeated", admitted.is_repeated ? "yes" : "no"}});
  Response response =
      services_.envelope.answer(request, json::Value::object({{"jobId", id}}), std::move(warnings));
  response.headers.set("Location", "/v1/bi/jobs/" + id);
  if (admitted.is_repeated) response.headers.set("Idempotent-Replayed", "true");
  return response;
}

/// False where it has been deleted, which its own key alone is told: nobody can tell any more what
/// others knew. What a key of other rights has asked for is something else, if word for word the
/// same.
bool Acceptance::is_known(const access_control::Key& key, const base::JobId& id,
                          language::Language language) const {
  const auto job = services_.jobs.find(key.organization, id);
  Reach reach{services_, key};
  const bool is_in_reach = job ? reach.holds(job->submission) : reach.is_own(submitter(key, id));
  if (!is_in_reach) refuse(job::Refusal::kKeyReused, language);
  return job.has_value();
}

/// Of a deleted job, as the audit has it: of the time that an Idempotency-Key is kept, and more.
base::KeyId Acceptance::submitter(const access_control::Key& key, const base::JobId& id) const {
  base::KeyId submitter;
  services_.audit.read({.organization = key.organization.text(),
                        .action = "job.submitted",
                        .target = id.text(),
                        .since = services_.clock.now() - std::chrono::hours{48}},
                       [&](const auto& record) { submitter = record.key; });
  return submitter;
}

job::Admission Acceptance::admission(const Request& request, const model::Order& order,
                                     std::string_view asked) const {
  const model::OrganizationLimits& limits = order.caller.limits;
  job::Admission admission{.bounds = services_.bounds, .has_room = services_.files.has_room()};
  admission.bounds.pending_of_organization =
      limits.pending.value_or(services_.bounds.pending_of_organization);
  admission.bounds.bytes_of_organization =
      limits.storage.value_or(services_.bounds.bytes_of_organization);
  if (auto key = idempotency_key(request, order.language)) {
    admission.key = job::IdempotencyKey{*std::move(key), base::sha256(asked)};
  }
  return admission;
}

json::Value::Array Acceptance::warnings_of(const model::Checked& checked) const {
  json::Value::Array warnings;
  for (const base::Fault& warning : checked.warnings) {
    warnings.push_back(json::Value::object(
        {{"code", warning.reason.key == "model.ignored_member" ? "UNKNOWN_MEMBER" : "ALIAS_USED"},
         {"message", services_.phrases.text(checked.order()->language, warning.reason)},
         {"path", warning.path}}));
  }
  return warnings;
}

}  // namespace server
