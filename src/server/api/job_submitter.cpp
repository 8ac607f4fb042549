#include "server/api/job_submitter.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include "job/warning_code.h"
#include "json/write.h"
#include "server/api/job_visibility.h"
#include "server/api/problem.h"

namespace server {
namespace {

constexpr std::size_t kMaxIdempotencyKeyBytes = 255;

Problem to_problem(job::AdmissionError refusal) {
  constexpr const char* kFull = "QUEUE_FULL";
  switch (refusal) {
    case job::AdmissionError::kKeyReused:
      return {422, "IDEMPOTENCY_KEY_REUSED", base::Message{"server.key_reused"}};
    case job::AdmissionError::kQueueFull:
      return {429, kFull, base::Message{"server.queue_full"}};
    case job::AdmissionError::kOrganizationQueueFull:
      return {429, kFull, base::Message{"server.organization_queue_full"}};
    case job::AdmissionError::kQuotaFull:
      return {429, kFull, base::Message{"server.quota_full"}};
    case job::AdmissionError::kDiskFull:
      return {507, "DISK_FULL", base::Message{"server.disk_full"}};
  }
  return {500, "INTERNAL", base::Message{"server.unavailable"}};
}

/// The setting whose limit rejected the job, for the log.
const char* setting_name(job::AdmissionError refusal) {
  switch (refusal) {
    case job::AdmissionError::kKeyReused:
      return "";
    case job::AdmissionError::kQueueFull:
      return "max-pending";
    case job::AdmissionError::kOrganizationQueueFull:
      return "max-pending-per-organization";
    case job::AdmissionError::kQuotaFull:
      return "max-storage-per-organization";
    case job::AdmissionError::kDiskFull:
      return "disk-reserve";
  }
  return "";
}

[[noreturn]] void throw_problem(job::AdmissionError refusal,
                                std::optional<language::Language> language) {
  Problem problem = to_problem(refusal);
  if (language) problem.set_language(*language);
  if (refusal != job::AdmissionError::kKeyReused) problem.add_header("Retry-After", "60");
  throw problem;
}

job::Submission to_submission(const model::ReportSpec& order, const auth::ApiKey& key) {
  return {.organization = key.organization,
          .key = key.id,
          .data_model = order.model->uid,
          .data_model_version = order.model->version,
          .data_model_sha256 = order.model->sha256,
          .language = order.language,
          .time_zone = order.organization.time_zone.name(),
          .request = json::write(order.canonical_params()),
          .model_slots = order.model->limits.concurrency,
          .is_unbounded = !order.is_small(),
          .row_scope = order.row_scope.digest()};
}

}  // namespace

void JobSubmitter::throw_if_rejected(const model::ValidationResult& checked,
                                     std::optional<language::Language> language) {
  const model::Rejection* refusal = checked.rejection();
  if (refusal == nullptr) return;
  Problem problem{400, std::string{model::name(refusal->code)}, refusal->message(),
                  refusal->details};
  if (language) problem.set_language(*language);
  throw problem;
}

/// Accepts visible ASCII, as the Idempotency-Key draft does in practice.
std::optional<job::IdempotencyKey> JobSubmitter::idempotency_key(
    const Request& request, std::optional<language::Language> language, const base::Sha256& digest,
    std::optional<base::Sha256> bytes) {
  const auto sent = request.headers.find("Idempotency-Key");
  if (!sent) return std::nullopt;
  const bool is_valid = !sent->empty() && sent->size() <= kMaxIdempotencyKeyBytes &&
                        request.headers.count("Idempotency-Key") == 1 &&
                        std::ranges::all_of(*sent, [](char c) { return c > ' ' && c <= '~'; });
  if (is_valid) return job::IdempotencyKey{std::string{*sent}, digest, bytes};
  Problem problem{
      400,
      "INVALID_DATA_MODEL_PARAMETER",
      base::Message{"server.bad_header"},
      {{"Idempotency-Key", base::Message{"server.bad_idempotency_key",
                                         {{"most", std::int64_t{kMaxIdempotencyKeyBytes}}}}}}};
  if (language) problem.set_language(*language);
  throw problem;
}

std::optional<Response> JobSubmitter::replayed_response(
    const Request& request, const auth::ApiKey& key, const job::IdempotencyKey& known,
    std::optional<language::Language> language,
    const std::vector<base::Diagnostic>& warnings) const {
  const auto admitted = services_.jobs.find_by_idempotency_key(key.organization, known);
  if (!admitted) return std::nullopt;
  if (admitted->error) throw_problem(*admitted->error, language);
  return replay(request, key, admitted->id, language, warnings);
}

Response JobSubmitter::submit(const Request& request, const auth::ApiKey& key,
                              const model::ValidationResult& checked,
                              std::optional<job::IdempotencyKey> idempotency_key,
                              std::optional<base::JobId> retry_of) const {
  const model::ReportSpec& order = *checked.spec();
  job::Submission submission = to_submission(order, key);
  submission.request_id = request.id;
  submission.peer = request.peer;
  submission.retry_of = std::move(retry_of);
  job::AdmissionRequest admission_request = admission(order);
  admission_request.key = std::move(idempotency_key);
  const job::AdmissionResult admitted = services_.jobs.admit(submission, admission_request);
  if (admitted.error) {
    request.identity->limit = setting_name(*admitted.error);
    throw_problem(*admitted.error, order.language);
  }
  if (admitted.is_repeated) {  // by a concurrent request
    return replay(request, key, admitted.id, order.language, checked.warnings);
  }
  log(request, key, admitted.id, order.model->uid, "no");
  return accepted_response(request, admitted.id, render_warnings(checked.warnings, order.language));
}

/// If the job was deleted, only its own key is told, since what other keys could see is unknown by
/// now. The same request by a key with other rights is another request.
Response JobSubmitter::replay(const Request& request, const auth::ApiKey& key,
                              const base::JobId& id, std::optional<language::Language> language,
                              const std::vector<base::Diagnostic>& warnings) const {
  const auto job = services_.jobs.find(key.organization, id);
  if (!language && job) language = job->submission.language;
  JobVisibility visibility{services_, key};
  const bool is_visible =
      job ? visibility.can_see(job->submission) : visibility.is_own(submitter(key, id));
  if (!is_visible) throw_problem(job::AdmissionError::kKeyReused, language);
  const language::Language chosen_language = language.value_or(
      language::negotiate_language(request.headers.find("Accept-Language").value_or("")));
  json::Value::Array rendered = render_warnings(warnings, chosen_language);
  if (!job) {
    rendered.push_back(
        render_warning(chosen_language, base::Message{"server.repeated_is_deleted"}));
  }
  log(request, key, id, job ? job->submission.data_model : "-", "yes");
  Response response = accepted_response(request, id, std::move(rendered));
  response.headers.set("Idempotent-Replayed", "true");
  return response;
}

Response JobSubmitter::accepted_response(const Request& request, const base::JobId& id,
                                         json::Value::Array warnings) const {
  Response response = services_.envelope.respond(
      request, json::Value::object({{"jobId", id.text()}}), std::move(warnings));
  response.headers.set("Location", base_path_.text() + "/v1/bi/jobs/" + id.text());
  return response;
}

void JobSubmitter::log(const Request& request, const auth::ApiKey& key, const base::JobId& id,
                       const std::string& data_model, const char* repeated) const {
  services_.log.info("job.accepted", {{"requestId", request.id},
                                      {"jobId", id.text()},
                                      {"organization", key.organization.text()},
                                      {"model", data_model},
                                      {"repeated", repeated}});
}

/// The submitter of a deleted job, from the audit. Looks back further than Idempotency-Keys are
/// kept.
base::KeyId JobSubmitter::submitter(const auth::ApiKey& key, const base::JobId& id) const {
  base::KeyId submitter;
  services_.audit.read({.organization = key.organization.text(),
                        .action = "job.submitted",
                        .target = id.text(),
                        .since = services_.clock.now() - std::chrono::hours{48}},
                       [&](const auto& record) { submitter = record.key; });
  return submitter;
}

job::AdmissionRequest JobSubmitter::admission(const model::ReportSpec& order) const {
  const model::OrganizationLimits& limits = order.caller.limits;
  job::AdmissionRequest admission{.limits = services_.queue_limits,
                                  .has_free_space = services_.files.has_free_space()};
  admission.limits.max_pending_per_organization =
      limits.max_pending.value_or(services_.queue_limits.max_pending_per_organization);
  admission.limits.max_bytes_per_organization =
      limits.max_storage_bytes.value_or(services_.queue_limits.max_bytes_per_organization);
  return admission;
}

json::Value::Array JobSubmitter::render_warnings(const std::vector<base::Diagnostic>& warnings,
                                                 language::Language language) const {
  json::Value::Array rendered;
  for (const base::Diagnostic& warning : warnings) {
    rendered.push_back(render_warning(language, warning.reason));
    rendered.back().add("path", warning.path);
  }
  return rendered;
}

json::Value JobSubmitter::render_warning(language::Language language,
                                         const base::Message& message) const {
  return json::Value::object({{"code", job::warning_code(message)},
                              {"message", services_.messages.text(language, message)}});
}

}  // namespace server
