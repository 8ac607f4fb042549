#include <memory>
#include <utility>

#include "job/row.h"
#include "job/sql.h"
#include "job/store.h"

// How jobs are ended on request: canceled or deleted, one by one or many in a transaction.

namespace job {
namespace {

using database::Connection;

std::optional<EndedJob> remove_one(Connection& connection,
                                   const base::OrganizationUid& organization,
                                   const base::JobId& id) {
  std::optional<Job> job = find_job(connection, organization.text(), id.text());
  if (!job) return std::nullopt;
  statement(connection, "remove")
      .bind(":id", id.text())
      .bind(":organization", organization.text())
      .run();
  EndedJob ended{job->status, *std::move(job)};
  if (ended.job.output) ended.file = ended.job.output->file;
  return ended;
}

}  // namespace

/// A terminal job is left unchanged.
std::optional<EndedJob> Store::cancel_one(Connection& connection,
                                          const base::OrganizationUid& organization,
                                          const base::JobId& id) const {
  std::optional<Job> job = find_job(connection, organization.text(), id.text());
  if (!job) return std::nullopt;
  EndedJob ended{job->status, *std::move(job)};
  if (is_terminal(ended.previous_status)) return ended;
  const base::Time now = clock_.now();
  statement(connection, "cancel")
      .bind(":id", id.text())
      .bind(":organization", organization.text())
      .bind(":now", base::to_microseconds(now))
      .bind(":lines",
            log_writer_.line(LogLocale::from(ended.job.submission), base::Message{"job.canceled"}))
      .bind(":forget_at", base::to_microseconds(purge_at(now)))
      .run();
  ended.job = find_job(connection, organization.text(), id.text()).value();
  return ended;
}

std::optional<EndedJob> Store::cancel(const base::OrganizationUid& organization,
                                      const base::JobId& id, const database::Writer::Work& also) {
  std::optional<EndedJob> ended;
  writer_.commit([&](Connection& connection) {
    ended = cancel_one(connection, organization, id);
    if (ended && !is_terminal(ended->previous_status) && also) also(connection);
  });
  if (ended && !is_terminal(ended->previous_status)) publish_canceled(*ended);
  return ended;
}

template <class Change>
void Store::end_all(std::span<const base::JobId> ids, const Change& change, const OnEnded& ended) {
  while (!ids.empty()) {
    std::size_t done = 0;
    std::vector<EndedJob> changed;
    writer_.commit_some([&](Connection& connection) {
      std::optional<EndedJob> job = change(connection, ids[done]);
      if (job) changed.push_back(*std::move(job));
      return ++done < ids.size();
    });
    ids = ids.subspan(done);
    ended(changed);
  }
}

void Store::cancel(const base::OrganizationUid& organization, std::span<const base::JobId> ids,
                   const ForEach& also, const OnEnded& ended) {
  const auto change = [&](Connection& connection, const base::JobId& id) {
    std::optional<EndedJob> job = cancel_one(connection, organization, id);
    if (job && is_terminal(job->previous_status)) job.reset();
    if (job) also(connection, id);
    return job;
  };
  end_all(ids, change, [&](const std::vector<EndedJob>& jobs) {
    for (const EndedJob& job : jobs) publish_canceled(job);
    ended(jobs);
  });
}

void Store::publish_canceled(const EndedJob& ended) {
  ++metrics_.canceled;
  event_log_.publish(ended.job.submission.organization, ended.job.id, name(Status::kCanceled));
}

std::optional<EndedJob> Store::remove(const base::OrganizationUid& organization,
                                      const base::JobId& id, const database::Writer::Work& also) {
  std::optional<EndedJob> ended;
  writer_.commit([&](Connection& connection) {
    ended = remove_one(connection, organization, id);
    if (ended && also) also(connection);
  });
  if (ended) publish_removed(*ended);
  return ended;
}

void Store::remove(const base::OrganizationUid& organization, std::span<const base::JobId> ids,
                   const ForEach& also, const OnEnded& ended) {
  const auto change = [&](Connection& connection, const base::JobId& id) {
    std::optional<EndedJob> job = remove_one(connection, organization, id);
    if (job) also(connection, id);
    return job;
  };
  end_all(ids, change, [&](const std::vector<EndedJob>& jobs) {
    for (const EndedJob& job : jobs) publish_removed(job);
    ended(jobs);
  });
}

void Store::publish_removed(const EndedJob& ended) {
  Submission deleted = ended.job.submission;
  deleted.request.clear();
  event_log_.publish(deleted.organization, ended.job.id, "deleted",
                     std::make_shared<const Submission>(deleted));
}

}  // namespace job
