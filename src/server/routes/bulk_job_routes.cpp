#include "server/routes/bulk_job_routes.h"

#include <cstdint>
#include <exception>
#include <utility>

#include "server/api/authentication.h"
#include "server/api/job_visibility.h"
#include "server/api/organization_time_zone.h"
#include "server/api/problem.h"

namespace server {
namespace {

Problem unexpected_count(std::int64_t count) {
  const bool is_too_many = count > BulkJobParams::kMaxJobs;
  Problem problem{
      409, "CONFLICT",
      is_too_many ? base::Message{"server.too_many_jobs_match", {{"most", BulkJobParams::kMaxJobs}}}
                  : base::Message{"server.unexpected_count", {{"count", count}}}};
  problem.set_count(count);
  return problem;
}

/// Only these can be canceled. Empty if the filter wants none of them.
std::set<job::Status> cancelable(const std::set<job::Status>& wanted) {
  std::set<job::Status> statuses{job::Status::kPending, job::Status::kRunning};
  if (!wanted.empty())
    std::erase_if(statuses, [&](auto status) { return !wanted.contains(status); });
  return statuses;
}

}  // namespace

Response BulkJobRoutes::cancel(const Request& request) const {
  const auth::ApiKey key = authenticated(services_, request, auth::Scope::kCancel);
  BulkJobParams params =
      parse_bulk_job_params(request, services_.auth.keys, organization_time_zone(services_, key));
  params.filter.statuses = cancelable(params.filter.statuses);
  std::vector<base::JobId> ids;
  if (!params.filter.statuses.empty()) {
    ids = require_expected(key, params);
  } else if (params.expected != 0) {
    throw unexpected_count(0);
  }
  const std::int64_t count = change_all(request, key, ids, &job::Store::cancel, "job.canceled");
  return services_.envelope.respond(request, json::Value::object({{"canceled", count}}));
}

Response BulkJobRoutes::remove(const Request& request) const {
  const auth::ApiKey key = authenticated(services_, request, auth::Scope::kCancel);
  const BulkJobParams params =
      parse_bulk_job_params(request, services_.auth.keys, organization_time_zone(services_, key));
  const std::vector<base::JobId> ids = require_expected(key, params);
  const std::int64_t count = change_all(request, key, ids, &job::Store::remove, "job.deleted");
  return services_.envelope.respond(request, json::Value::object({{"deleted", count}}));
}

std::vector<base::JobId> BulkJobRoutes::require_expected(const auth::ApiKey& key,
                                                         const BulkJobParams& params) const {
  JobVisibility visibility{services_, key};
  std::vector<base::JobId> ids = services_.jobs.listing.ids(
      key.grant.organization, params.filter, BulkJobParams::kMaxJobs + 1,
      [&](const job::Job& job) { return visibility.can_see(job.submission); });
  if (ids.size() != params.expected) throw unexpected_count(std::ssize(ids));
  return ids;
}

std::int64_t BulkJobRoutes::change_all(const Request& request, const auth::ApiKey& key,
                                       std::span<const base::JobId> ids, Change change,
                                       const std::string& action) const {
  auth::Audit::Entry entry{.action = action,
                           .organization = key.grant.organization,
                           .key = key.id,
                           .peer = request.peer,
                           .request_id = request.id};
  const base::Time now = services_.clock.now();
  std::int64_t changed = 0;
  const auto append_audit = [&](database::Connection& connection, const base::JobId& id) {
    entry.target = id.text();
    auth::Audit::append(connection, entry, now);
  };
  (services_.jobs.store.*change)(key.grant.organization, ids, append_audit,
                                 [&](const std::vector<job::EndedJob>& ended) {
                                   for (const job::EndedJob& job : ended) {
                                     services_.jobs.progress.cancel(job.job.id);
                                     if (!job.file.empty()) remove_file(job, request);
                                   }
                                   changed += std::ssize(ended);
                                 });
  services_.log.info(action, {{"requestId", request.id}, {"jobs", std::to_string(changed)}});
  return changed;
}

/// The job's row is gone: a file that cannot be removed now is removed at the next start.
void BulkJobRoutes::remove_file(const job::EndedJob& ended, const Request& request) const {
  try {
    services_.jobs.files.remove(ended.file);
  } catch (const std::exception& error) {
    services_.log.error(
        "file.not_removed",
        {{"requestId", request.id}, {"jobId", ended.job.id.text()}, {"reason", error.what()}});
  }
}

}  // namespace server
