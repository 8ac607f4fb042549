#include "job/store.h"

#include <algorithm>

#include "job/fenced_job.h"
#include "job/row.h"
#include "job/sql.h"
#include "language/search_fold.h"

namespace job {
namespace {

using database::Connection;
using database::Statement;

void append_log(Connection& connection, Job& job, const std::string& lines) {
  statement(connection, "append_log").bind(":id", job.id.text()).bind(":lines", lines).run();
  job.log += lines;
}

struct RunningJob {
  Fence fence;
  std::int64_t attempts = 0;  // as Job::attempts()
};

/// The running jobs of the epochs from `first` to `last`.
std::vector<RunningJob> running_jobs(Connection& connection, Epoch first, Epoch last) {
  Statement rows = statement(connection, "running");
  rows.bind(":first", static_cast<std::int64_t>(first))
      .bind(":last", static_cast<std::int64_t>(last));
  std::vector<RunningJob> all;
  while (rows.step()) {
    const std::int64_t claims = rows.integer("attempt");
    all.push_back(
        {{base::JobId{std::string{rows.text("id")}}, Epoch{rows.integer("epoch")}, claims},
         claims - rows.integer("postponed")});
  }
  return all;
}

/// The titles as the search reads them, each on its line; empty if there are none.
std::string to_search_text(const std::vector<std::string>& titles) {
  std::string text;
  for (const std::string& title : titles) {
    if (!text.empty()) text += '\n';
    text += language::fold_for_search(title);
  }
  return text;
}

struct ClaimedJob {
  Job job;
  bool was_postponed = false;  // by an earlier claim
};

/// Claims the next job and reads its row.
std::optional<ClaimedJob> claim_next(Connection& connection, Epoch epoch, std::int64_t large_slots,
                                     base::Time now) {
  Statement update = statement(connection, "claim");
  update.bind(":epoch", static_cast<std::int64_t>(epoch))
      .bind(":large_slots", large_slots)
      .bind(":large_if_started_before", base::to_microseconds(now - Store::kLargeJobThreshold))
      .bind(":now", base::to_microseconds(now));
  if (!update.step()) return std::nullopt;
  const std::string id{update.text("id")};
  const std::string organization{update.text("organization")};
  const bool was_postponed = update.integer("postponed") > 0;
  update.reset();
  statement(connection, "advance_fair_share").bind(":organization", organization).run();
  auto job = find_job(connection, organization, id);
  return job ? std::optional{ClaimedJob{*std::move(job), was_postponed}} : std::nullopt;
}

/// The event of a job that this transaction has changed.
JobEventLog::JobEvent status_event(Connection& connection, const base::JobId& id) {
  Statement rows = statement(connection, "owner_and_status");
  rows.bind(":id", id.text());
  rows.step();
  return {.sequence = 0,
          .organization = base::OrganizationUid{std::string{rows.text("organization")}},
          .job = id,
          .event = name(parse_status(rows.text("status")))};
}

}  // namespace

Store::Store(database::Writer& writer, database::ReadConnectionPool& readers,
             const language::MessageCatalog& messages, const base::Clock& clock)
    : writer_(writer), readers_(readers), clock_(clock), log_writer_(messages, clock) {}

Epoch Store::start() {
  std::int64_t epoch = 0;
  writer_.commit([&](Connection& connection) {
    Statement insert = statement(connection, "start");
    insert.bind(":now", base::to_microseconds(clock_.now()));
    insert.step();
    epoch = insert.integer(0);
  });
  return Epoch{epoch};
}

Store::Recovered Store::recover(Epoch epoch) {
  Recovered recovered;
  writer_.commit([&](Connection& connection) {
    statement(connection, "clear_delays").run();
    const Epoch before{static_cast<std::int64_t>(epoch) - 1};
    for (const auto& [fence, attempts] : running_jobs(connection, Epoch{0}, before)) {
      FencedJob job(connection, fence, log_writer_, clock_);
      if (attempts < kMaxAttempts) {
        job.requeue(base::Message{"job.interrupted"});
        recovered.requeued.push_back(fence.job);
        continue;
      }
      static_cast<void>(
          job.fail(FailureCode::kInterrupted,
                   base::Message{"job.interrupted_too_often", {{"attempts", attempts}}}));
      recovered.failed.push_back(fence.job);
    }
  });
  metrics_.failed += recovered.failed.size();
  arrival_event_.notify_all();
  return recovered;
}

std::optional<AdmissionResult> Store::find_by_idempotency_key(
    const base::OrganizationUid& organization, const IdempotencyKey& key) {
  const database::ReadConnectionPool::PooledConnection reader = readers_.acquire();
  const auto repeated = job::find_by_idempotency_key(*reader, key, organization, clock_.now());
  if (repeated && repeated->error) ++metrics_.refused;
  return repeated;
}

AdmissionResult Store::admit(const Submission& submission, const AdmissionRequest& admission) {
  const base::Time now = clock_.now();
  AdmissionResult answer{.id = base::JobId{base::new_uuid(now)}};
  writer_.commit([&](Connection& connection) {
    const auto rejected_or_repeated =
        check_admission(admission, connection, submission.organization, answer.id, now);
    if (rejected_or_repeated) {
      answer = *rejected_or_repeated;
    } else {
      insert(connection, submission, answer.id, now);
    }
  });
  if (answer.error) ++metrics_.refused;
  if (answer.error || answer.is_repeated) return answer;
  ++metrics_.accepted;
  arrival_event_.notify_all();
  event_log_.publish(submission.organization, answer.id, name(Status::kPending));
  return answer;
}

void Store::insert(Connection& connection, const Submission& submission, const base::JobId& id,
                   base::Time now) const {
  const std::optional<std::string> retried =
      submission.retry_of ? std::optional{submission.retry_of->text()} : std::nullopt;
  const std::string titles = to_search_text(submission.titles);
  if (!titles.empty()) {
    statement(connection, "insert_text")
        .bind(":organization", submission.organization.text())
        .bind(":text", titles)
        .run();
  }
  statement(connection, "submit")
      .bind(":id", id.text())
      .bind(":organization", submission.organization.text())
      .bind(":key_id", submission.key.text())
      .bind(":data_model", submission.data_model)
      .bind(":data_model_version", submission.data_model_version)
      .bind(":data_model_sha256", submission.data_model_sha256)
      .bind(":lang", language::code(submission.language))
      .bind(":time_zone", submission.time_zone)
      .bind(":request", submission.request)
      .bind(":request_id", submission.request_id)
      .bind_optional(":retry_of", retried)
      .bind(":submitted_at", base::to_microseconds(now))
      .bind(":log", log_writer_.first_line(LogLocale::from(submission)))
      .bind_optional(":model_slots", submission.model_slots)
      .bind(":is_unbounded", std::int64_t{submission.is_unbounded})
      .bind(":large_threshold", std::chrono::microseconds{kLargeJobThreshold}.count())
      .bind(":extent", submission.row_scope)
      .bind(":peer", submission.peer)
      .bind(":title_text", titles)
      .run();
  statement(connection, "insert_parameters").bind(":id", id.text()).run();
}

std::optional<Job> Store::find(const base::OrganizationUid& organization, const base::JobId& id) {
  const database::ReadConnectionPool::PooledConnection reader = readers_.acquire();
  return find_job(*reader, organization.text(), id.text());
}

void Store::hold(const std::string& data_model) {
  writer_.commit([&](Connection& connection) {
    statement(connection, "hold").bind(":data_model", data_model).run();
  });
}

void Store::resume(const std::string& data_model) {
  writer_.commit([&](Connection& connection) {
    statement(connection, "resume").bind(":data_model", data_model).run();
  });
  arrival_event_.notify_all();
}

std::optional<Job> Store::claim(Epoch epoch, std::int64_t large_slots) {
  std::optional<ClaimedJob> claim;
  writer_.commit([&](Connection& connection) {
    claim = claim_next(connection, epoch, large_slots, clock_.now());
    // A job that waits for its source tries it every minute, which is not logged.
    if (!claim || claim->was_postponed) return;
    Job& job = claim->job;
    const base::Message message =
        job.attempts() == 1 ? base::Message{"job.started"}
                            : base::Message{"job.started_again", {{"attempt", job.attempts()}}};
    append_log(connection, job, log_writer_.line(LogLocale::from(job.submission), message));
  });
  if (!claim) return std::nullopt;
  std::optional<Job> job{std::move(claim->job)};
  if (job->attempt == 1 && !claim->was_postponed) {
    metrics_.waited.observe(std::max(clock_.now() - job->submitted_at, {}));
  }
  event_log_.publish(job->submission.organization, job->id, name(job->status));
  return job;
}

std::optional<std::chrono::microseconds> Store::time_to_next_due(base::Time checked_at) {
  const database::ReadConnectionPool::PooledConnection reader = readers_.acquire();
  Statement rows = statement(*reader, "next_due");
  rows.bind(":checked_at", base::to_microseconds(checked_at));
  rows.step();
  const std::optional<std::int64_t> due = rows.optional_integer(0);
  if (!due) return std::nullopt;
  return std::max<std::chrono::microseconds>(base::to_time(*due) - clock_.now(), {});
}

bool Store::is_current(const Fence& fence) {
  const database::ReadConnectionPool::PooledConnection reader = readers_.acquire();
  return FencedJob(*reader, fence, log_writer_, clock_).is_current();
}

template <class Change>
bool Store::apply(const Fence& fence, const Change& change) {
  std::optional<JobEventLog::JobEvent> changed;
  writer_.commit([&](Connection& connection) {
    FencedJob job(connection, fence, log_writer_, clock_);
    if (change(job)) changed = status_event(connection, fence.job);
  });
  if (changed) event_log_.publish(changed->organization, changed->job, changed->event);
  return changed.has_value();
}

bool Store::complete(const Fence& fence, const Output& output,
                     const std::vector<base::Message>& report_warnings,
                     std::chrono::microseconds took) {
  const bool held =
      apply(fence, [&](FencedJob& job) { return job.complete(output, report_warnings, took); });
  if (!held) return false;
  ++metrics_.completed;
  metrics_.rows += output.rows;
  metrics_.bytes += output.bytes;
  metrics_.worked.observe(took);
  return true;
}

bool Store::fail(const Fence& fence, FailureCode code, const base::Message& reason,
                 std::chrono::microseconds took) {
  const bool held = apply(fence, [&](FencedJob& job) { return job.fail(code, reason, took); });
  if (!held) return false;
  ++metrics_.failed;
  metrics_.worked.observe(took);
  return true;
}

bool Store::defer(const Fence& fence, std::chrono::milliseconds delay,
                  const base::Message& reason) {
  bool has_failed = false;
  const bool held = apply(fence, [&](FencedJob& job) {
    has_failed = fence.attempt - job.postponements().count >= kMaxAttempts;
    return has_failed ? job.fail(FailureCode::kReport, reason) : job.defer(delay, reason);
  });
  if (!held) return false;
  ++(has_failed ? metrics_.failed : metrics_.deferred);
  arrival_event_.notify_all();
  return true;
}

bool Store::postpone(const Fence& fence, std::chrono::milliseconds delay,
                     const base::Message& reason) {
  bool has_failed = false;
  const bool held = apply(fence, [&](FencedJob& job) {
    const auto since = job.postponements().since;
    has_failed = since && clock_.now() - *since >= FencedJob::kMaxUnreachable;
    return has_failed ? job.fail(FailureCode::kReport, reason)
                      : job.postpone(delay, !since, reason);
  });
  if (!held) return false;
  ++(has_failed ? metrics_.failed : metrics_.deferred);
  arrival_event_.notify_all();
  return true;
}

std::chrono::microseconds Store::unreachable_for(const Fence& fence) {
  const database::ReadConnectionPool::PooledConnection reader = readers_.acquire();
  const auto since = FencedJob(*reader, fence, log_writer_, clock_).postponements().since;
  return since ? std::max<std::chrono::microseconds>(clock_.now() - *since, {})
               : std::chrono::microseconds{};
}

bool Store::release(const Fence& fence) {
  const bool held = apply(fence, [](FencedJob& job) { return job.release(); });
  if (held) arrival_event_.notify_all();
  return held;
}

std::size_t Store::release(Epoch epoch) {
  std::size_t released = 0;
  writer_.commit([&](Connection& connection) {
    const std::vector<RunningJob> jobs = running_jobs(connection, epoch, epoch);
    for (const RunningJob& job : jobs) {
      FencedJob(connection, job.fence, log_writer_, clock_).release();
    }
    released = jobs.size();
  });
  return released;
}

}  // namespace job
