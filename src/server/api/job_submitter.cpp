#include "server/api/job_submitter.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include "base/stop_after.h"
#include "job/warning_code.h"
#include "json/write.h"
#include "server/api/job_visibility.h"
#include "server/api/problem.h"
#include "source/lookup_values.h"

namespace server {
namespace {

constexpr std::size_t kMaxIdempotencyKeyBytes = 255;
constexpr std::chrono::seconds kMaxLookupTime{5};       // for all values of a request
constexpr std::chrono::milliseconds kMaxSlotWait{250};  // for a lookup slot

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
  return {.organization = key.grant.organization,
          .key = key.id,
          .data_model = order.model->uid,
          .data_model_version = order.model->version,
          .data_model_sha256 = order.model->sha256,
          .language = order.language,
          .time_zone = order.organization.time_zone.name(),
          .request = json::write(order.canonical_params()),
          .model_slots = order.model->limits.concurrency,
          .is_unbounded = !order.is_small(),
          .row_scope = order.row_scope.digest(),
          .titles = {order.model->title.get(language::Language::kEnglish),
                     order.model->title.get(language::Language::kArabic)}};
}

/// Accepts visible ASCII, as the Idempotency-Key draft does in practice.
std::optional<job::IdempotencyKey> idempotency_key(const Request& request,
                                                   std::optional<language::Language> language,
                                                   const base::Sha256& digest,
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

bool has_lookup(const model::ReportSpec& order) {
  return std::ranges::any_of(order.arguments, [](const model::Argument& argument) {
    return argument.parameter->lookup != nullptr;
  });
}

}  // namespace

void JobSubmitter::throw_if_rejected(const model::ValidationResult& checked,
                                     std::optional<language::Language> language) {
  const model::Rejection* refusal = checked.rejection();
  if (refusal == nullptr) return;
  const bool is_unavailable = refusal->code == model::ErrorCode::kUnavailable;
  Problem problem{is_unavailable ? 503 : 400, std::string{model::name(refusal->code)},
                  refusal->message(), refusal->details};
  if (is_unavailable) problem.add_header("Retry-After", "60");
  if (language) problem.set_language(*language);
  throw problem;
}

JobSubmitter::Submission JobSubmitter::begin(const Request& request,
                                             const auth::ApiKey& key) const {
  return {*this, request, key};
}

JobSubmitter::Submission::Submission(const JobSubmitter& submitter, const Request& request,
                                     const auth::ApiKey& key)
    : submitter_(submitter), services_(submitter.services_), request_(request), key_(key) {}

std::optional<Response> JobSubmitter::Submission::replay(
    std::optional<language::Language> language, const base::Sha256& digest,
    std::optional<base::Sha256> bytes, const std::vector<base::Diagnostic>& warnings) {
  idempotency_key_ = idempotency_key(request_, language, digest, bytes);
  if (!idempotency_key_) return std::nullopt;
  const auto admitted =
      services_.jobs.store.find_by_idempotency_key(key_.grant.organization, *idempotency_key_);
  if (!admitted) return std::nullopt;
  if (admitted->error) throw_problem(*admitted->error, language);
  return replay_of(admitted->id, language, warnings);
}

void JobSubmitter::Submission::validate(model::ValidationResult checked,
                                        std::optional<language::Language> language) {
  throw_if_rejected(checked, language);
  checked_ = std::move(checked);
}

void JobSubmitter::Submission::look_up() const {
  if (!has_lookup(spec())) return;
  std::vector<base::Diagnostic> details;
  try {
    details = unlisted_values();
  } catch (const base::Error& error) {
    services_.log.warning("lookup.failed", {{"requestId", request_.id}, {"reason", error.what()}});
  }
  if (details.empty()) return;
  Problem problem{400, "INVALID_DATA_MODEL_PARAMETER", base::Message{"model.refused_invalid"},
                  std::move(details)};
  problem.set_language(spec().language);
  throw problem;
}

std::vector<base::Diagnostic> JobSubmitter::Submission::unlisted_values() const {
  const std::string& source = spec().model->source;
  const auto states = services_.data.source_states();
  const auto known = states.find(source);
  if (known != states.end() && !known->second.is_reachable) {
    throw base::Error("the source is unreachable");
  }
  const auto slot = submitter_.lookup_slots_.try_acquire(source, kMaxSlotWait);
  if (!slot) throw base::Error("too many lookups in progress");
  const base::StopAfter limit(kMaxLookupTime, request_.stop);
  return source::check_values(spec(), services_.data.sources, limit.token()).errors;
}

Response JobSubmitter::Submission::admit(std::optional<base::JobId> retry_of) {
  job::Submission submission = to_submission(spec(), key_);
  submission.request_id = request_.id;
  submission.peer = request_.peer;
  submission.retry_of = std::move(retry_of);
  job::AdmissionRequest admission = admission_request();
  admission.key = std::move(idempotency_key_);
  const job::AdmissionResult admitted = services_.jobs.store.admit(submission, admission);
  if (admitted.error) {
    request_.identity->limit = setting_name(*admitted.error);
    throw_problem(*admitted.error, spec().language);
  }
  if (admitted.is_repeated) {  // by a concurrent request
    return replay_of(admitted.id, spec().language, checked_->warnings);
  }
  log(admitted.id, spec().model->uid, "no");
  return accepted_response(admitted.id, render_warnings(checked_->warnings, spec().language));
}

job::AdmissionRequest JobSubmitter::Submission::admission_request() const {
  const model::OrganizationLimits& limits = spec().caller.limits;
  job::AdmissionRequest admission{.limits = services_.jobs.queue_limits,
                                  .has_free_space = services_.jobs.files.has_free_space()};
  admission.limits.max_pending_per_organization =
      limits.max_pending.value_or(services_.jobs.queue_limits.max_pending_per_organization);
  admission.limits.max_bytes_per_organization =
      limits.max_storage_bytes.value_or(services_.jobs.queue_limits.max_bytes_per_organization);
  return admission;
}

/// If the job was deleted, only its own key is told, since what other keys could see is unknown by
/// now. The same request by a key with other rights is another request.
Response JobSubmitter::Submission::replay_of(const base::JobId& id,
                                             std::optional<language::Language> language,
                                             const std::vector<base::Diagnostic>& warnings) const {
  const auto job = services_.jobs.store.find(key_.grant.organization, id);
  if (!language && job) language = job->submission.language;
  JobVisibility visibility{services_, key_};
  const bool is_visible =
      job ? visibility.can_see(job->submission) : visibility.is_own(submitter_of(id));
  if (!is_visible) throw_problem(job::AdmissionError::kKeyReused, language);
  const language::Language chosen_language = language.value_or(
      language::negotiate_language(request_.headers.find("Accept-Language").value_or("")));
  json::Value::Array rendered = render_warnings(warnings, chosen_language);
  if (!job) {
    rendered.push_back(
        render_warning(chosen_language, base::Message{"server.repeated_is_deleted"}));
  }
  log(id, job ? job->submission.data_model : "-", "yes");
  Response response = accepted_response(id, std::move(rendered));
  response.headers.set("Idempotent-Replayed", "true");
  return response;
}

Response JobSubmitter::Submission::accepted_response(const base::JobId& id,
                                                     json::Value::Array warnings) const {
  Response response = services_.envelope.respond(
      request_, json::Value::object({{"jobId", id.text()}}), std::move(warnings));
  response.headers.set("Location", submitter_.base_path_.text() + "/v1/bi/jobs/" + id.text());
  return response;
}

void JobSubmitter::Submission::log(const base::JobId& id, const std::string& data_model,
                                   const char* repeated) const {
  services_.log.info("job.accepted", {{"requestId", request_.id},
                                      {"jobId", id.text()},
                                      {"organization", key_.grant.organization.text()},
                                      {"model", data_model},
                                      {"repeated", repeated}});
}

/// The submitter of a deleted job, from the audit. Looks back further than Idempotency-Keys are
/// kept.
base::KeyId JobSubmitter::Submission::submitter_of(const base::JobId& id) const {
  base::KeyId submitter;
  services_.auth.audit.read({.organization = key_.grant.organization.text(),
                             .action = "job.submitted",
                             .target = id.text(),
                             .since = services_.clock.now() - std::chrono::hours{48}},
                            [&](const auto& record) { submitter = record.key; });
  return submitter;
}

json::Value::Array JobSubmitter::Submission::render_warnings(
    const std::vector<base::Diagnostic>& warnings, language::Language language) const {
  json::Value::Array rendered;
  for (const base::Diagnostic& warning : warnings) {
    rendered.push_back(render_warning(language, warning.reason));
    rendered.back().add("path", warning.path);
  }
  return rendered;
}

json::Value JobSubmitter::Submission::render_warning(language::Language language,
                                                     const base::Message& message) const {
  return json::Value::object({{"code", job::warning_code(message)},
                              {"message", services_.messages.text(language, message)}});
}

}  // namespace server
