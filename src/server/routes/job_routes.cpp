#include "server/routes/job_routes.h"

#include <algorithm>
#include <chrono>
#include <exception>
#include <utility>

#include "base/digest.h"
#include "base/parse_integer.h"
#include "json/parse.h"
#include "server/api/audit_work.h"
#include "server/api/authentication.h"
#include "server/api/job_list_params.h"
#include "server/api/job_visibility.h"
#include "server/api/organization_time_zone.h"
#include "server/api/problem.h"

namespace server {
namespace {

using auth::Scope;

Problem conflict(const char* message_key, job::Status status) {
  return {409, "CONFLICT",
          base::Message{message_key, {{"status", std::string{job::name(status)}}}}};
}

constexpr std::chrono::seconds kMaxWait{25};
constexpr std::chrono::seconds kKeyCheckInterval{
    1};  // between two checks of a waiting caller's key

std::chrono::seconds parse_wait(const Request& request) {
  const auto found = request.query.find("wait");
  if (found == request.query.end()) return std::chrono::seconds{0};
  const std::string& text = found->second;
  const auto seconds = base::parse_integer<unsigned>(text);
  if (text.size() > 6 || !seconds) {
    throw Problem{400,
                  "INVALID_DATA_MODEL_PARAMETER",
                  base::Message{"server.bad_query_string"},
                  {{"wait", base::Message{"server.bad_wait", {{"most", kMaxWait.count()}}}}}};
  }
  return std::min(std::chrono::seconds{*seconds}, kMaxWait);
}

}  // namespace

Response JobRoutes::list(const Request& request) const {
  const auth::ApiKey key = authenticated(services_, request, Scope::kRead);
  const JobListParams params =
      parse_job_list_params(request, services_.auth.keys, organization_time_zone(services_, key));
  JobVisibility visibility{services_, key};
  const job::Listing::Page page = services_.jobs.listing.page(
      key.grant.organization, params.filter, params.page_size, params.cursor,
      [&](const job::Job& job) { return visibility.can_see(job.submission); });
  json::Value data = json::Value::object({{"jobs", serializer_.to_json(page.jobs)}});
  if (page.last) data.add("nextCursor", page.last->text());
  return services_.envelope.respond(request, std::move(data));
}

Response JobRoutes::status(const Request& request) const {
  const auth::ApiKey key = authenticated(services_, request, Scope::kRead);
  const auto until = request.arrived + parse_wait(request);
  const std::uint64_t seen = services_.jobs.store.event_log().last_sequence();
  const auto job = JobVisibility{services_, key}.find(base::JobId{request.path_parameter("uid")});
  if (!job) throw not_found();
  const auto now = std::chrono::steady_clock::now();
  const bool may_wait = request.can_suspend && !request.stop.stop_requested() && now < until;
  if (may_wait && !job::is_terminal(job->status)) {
    return Response::suspended({.topic = topic_for(job->id),
                                .seen = seen,
                                .until = std::min(until, now + kKeyCheckInterval),
                                .owner = key.id.text()});
  }
  json::Value::Array warnings;
  for (const job::ReportWarning& remark : job->warnings) {
    warnings.push_back(json::Value::object({{"code", remark.code}, {"message", remark.message}}));
  }
  return services_.envelope.respond(
      request, json::Value::object({{"job", serializer_.to_json(*job)}}), std::move(warnings));
}

Response JobRoutes::cancel(const Request& request) const {
  const auth::ApiKey key = authenticated(services_, request, Scope::kCancel);
  const base::JobId id{request.path_parameter("uid")};
  static_cast<void>(require_job(key, id));
  const auto ended = services_.jobs.store.cancel(
      key.grant.organization, id, audit_work(services_, "job.canceled", request, key));
  if (!ended) throw not_found();
  if (job::is_terminal(ended->previous_status))
    throw conflict("server.ended_already", ended->previous_status);
  services_.jobs.progress.cancel(id);
  services_.log.info("job.canceled", {{"requestId", request.id}, {"jobId", id.text()}});
  return services_.envelope.respond(
      request, json::Value::object({{"job", serializer_.to_json(ended->job)}}));
}

Response JobRoutes::remove(const Request& request) const {
  const auth::ApiKey key = authenticated(services_, request, Scope::kCancel);
  const base::JobId id{request.path_parameter("uid")};
  static_cast<void>(require_job(key, id));
  const auto ended = services_.jobs.store.remove(
      key.grant.organization, id, audit_work(services_, "job.deleted", request, key));
  if (!ended) throw not_found();
  services_.jobs.progress.cancel(id);
  services_.log.info("job.deleted", {{"requestId", request.id}, {"jobId", id.text()}});
  if (!ended->file.empty()) remove_file(ended->file, request);
  return services_.envelope.respond(request, json::Value::object({{"jobId", id.text()}}));
}

Response JobRoutes::retry(const Request& request) const {
  const auth::ApiKey key = authenticated(services_, request, Scope::kSubmit);
  const base::JobId id{request.path_parameter("uid")};
  JobSubmitter::Submission submission = job_submitter_.begin(request, key);
  auto replay =
      submission.replay(std::nullopt, base::sha256("retry " + id.text()), std::nullopt, {});
  if (replay) return *std::move(replay);
  const job::Job job = require_job(key, id);
  if (!job::is_terminal(job.status)) throw conflict("server.not_ended", job.status);
  const auto catalogue = services_.data.catalogue();
  if (!catalogue) throw unavailable();
  submission.validate(model::validate_params(catalogue, json::parse(job.submission.request),
                                             key.to_caller(services_.clock.now())),
                      std::nullopt);
  return submission.admit(id);
}

/// The job's row is gone: a file that cannot be removed now is removed at the next start.
void JobRoutes::remove_file(const std::string& name, const Request& request) const {
  try {
    services_.jobs.files.remove(name);
  } catch (const std::exception& error) {
    services_.log.error("file.not_removed", {{"requestId", request.id},
                                             {"jobId", request.path_parameter("uid")},
                                             {"reason", error.what()}});
  }
}

job::Job JobRoutes::require_job(const auth::ApiKey& key, const base::JobId& id) const {
  auto job = JobVisibility{services_, key}.find(id);
  if (!job) throw not_found();
  return *std::move(job);
}

}  // namespace server
