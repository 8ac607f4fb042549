#include "server/job_routes.h"

#include <exception>
#include <utility>

#include "base/digest.h"
#include "json/parse.h"
#include "server/authentication.h"
#include "server/job_filter.h"
#include "server/problem.h"
#include "server/reach.h"

namespace server {
namespace {

using auth::Scope;

Problem conflict(const char* message, job::Status status) {
  return {409, "CONFLICT", base::Message{message, {{"status", std::string{job::name(status)}}}}};
}

}  // namespace

Response JobRoutes::list(const Request& request) const {
  const auth::ApiKey key = authenticated(services_, request, Scope::kRead);
  const JobFilter wanted = job_filter(request);
  Reach reach{services_, key};
  const job::Listing::Page page =
      services_.listing.page(key.organization, wanted.filter, wanted.page_size, wanted.before,
                             [&](const job::Job& job) { return reach.holds(job.submission); });
  json::Value::Array jobs;
  for (const job::Job& job : page.jobs) jobs.push_back(view_.described(job));
  json::Value data = json::Value::object({{"jobs", std::move(jobs)}});
  if (page.last) data.add("nextCursor", page.last->text());
  return services_.envelope.answer(request, std::move(data));
}

Response JobRoutes::cancel(const Request& request) const {
  const auth::ApiKey key = authenticated(services_, request, Scope::kCancel);
  const base::JobId id{request.argument("uid")};
  static_cast<void>(found(key, id));
  const auto ended =
      services_.jobs.cancel(key.organization, id, audited("job.canceled", request, key));
  if (!ended) throw not_found();
  if (job::is_terminal(ended->previous_status))
    throw conflict("server.ended_already", ended->previous_status);
  services_.progress.cancel(id);
  services_.log.info("job.canceled", {{"requestId", request.id}, {"jobId", id.text()}});
  return services_.envelope.answer(request,
                                   json::Value::object({{"job", view_.described(ended->job)}}));
}

Response JobRoutes::remove(const Request& request) const {
  const auth::ApiKey key = authenticated(services_, request, Scope::kCancel);
  const base::JobId id{request.argument("uid")};
  static_cast<void>(found(key, id));
  const auto ended =
      services_.jobs.remove(key.organization, id, audited("job.deleted", request, key));
  if (!ended) throw not_found();
  services_.progress.cancel(id);
  services_.log.info("job.deleted", {{"requestId", request.id}, {"jobId", id.text()}});
  if (!ended->file.empty()) remove_file(ended->file, request);
  return services_.envelope.answer(request, json::Value::object({{"jobId", id.text()}}));
}

Response JobRoutes::retry(const Request& request) const {
  const auth::ApiKey key = authenticated(services_, request, Scope::kSubmit);
  const base::JobId id{request.argument("uid")};
  auto idempotency_key =
      Acceptance::idempotency_key(request, std::nullopt, base::sha256("retry " + id.text()));
  if (idempotency_key) {
    auto answer = acceptance_.repeated(request, key, *idempotency_key, std::nullopt, {});
    if (answer) return *std::move(answer);
  }
  const job::Job job = found(key, id);
  if (!job::is_terminal(job.status)) throw conflict("server.not_ended", job.status);
  const auto catalogue = services_.catalogue();
  if (!catalogue) throw unavailable();
  const model::ValidationResult checked = model::validate_params(
      catalogue, json::parse(job.submission.request), key.to_caller(services_.clock.now()));
  Acceptance::require_passed(checked, std::nullopt);
  return acceptance_.accept(request, key, checked, std::move(idempotency_key), id);
}

/// The line of the audit, for the transaction of what it is about.
database::Writer::Work JobRoutes::audited(const char* action, const Request& request,
                                          const auth::ApiKey& key) const {
  return [entry = auth::Audit::Entry{.action = action,
                                     .organization = key.organization,
                                     .key = key.id,
                                     .peer = request.peer,
                                     .request_id = request.id,
                                     .target = request.argument("uid")},
          now = services_.clock.now()](database::Connection& connection) {
    auth::Audit::append(connection, entry, now);
  };
}

/// The job is gone, so that its file is nobody's: one that the disk does not let go of now is swept
/// at the next start.
void JobRoutes::remove_file(const std::string& name, const Request& request) const {
  try {
    services_.files.remove(name);
  } catch (const std::exception& error) {
    services_.log.error(
        "file.not_removed",
        {{"requestId", request.id}, {"jobId", request.argument("uid")}, {"reason", error.what()}});
  }
}

job::Job JobRoutes::found(const auth::ApiKey& key, const base::JobId& id) const {
  auto job = Reach{services_, key}.find(id);
  if (!job) throw not_found();
  return *std::move(job);
}

}  // namespace server
