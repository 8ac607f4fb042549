#include "job/store.h"

#include <algorithm>

#include "job/row.h"
#include "job/sql.h"
#include "job/warning_code.h"

namespace job {
namespace {

using database::Connection;
using database::Statement;

Statement& bind_fence(Statement& statement, const Fence& fence) {
  return statement.bind(":id", fence.job.text())
      .bind(":epoch", static_cast<std::int64_t>(fence.epoch))
      .bind(":attempt", fence.attempt);
}

void append_log(Connection& connection, Job& job, const std::string& lines) {
  statement(connection, "append_log").bind(":id", job.id.text()).bind(":lines", lines).run();
  job.log += lines;
}

struct RunningJob {
  Fence fence;
  std::int64_t attempts = 0;  // those that count
};

/// What epochs from the one to the other have running.
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

std::optional<Job> find_job(Connection& connection, std::string_view organization,
                            std::string_view id) {
  Statement rows = statement(connection, "find");
  rows.bind(":id", id).bind(":organization", organization);
  return rows.step() ? std::optional{read_job(rows)} : std::nullopt;
}

/// Of a job whose fence holds.
struct Postponements {
  std::optional<base::Time> since;
  std::int64_t count = 0;
};

Postponements postponements(Connection& connection, const Fence& fence) {
  Statement rows = statement(connection, "postponements");
  bind_fence(rows, fence);
  if (!rows.step()) return {};
  const std::optional<std::int64_t> since = rows.optional_integer("unreachable_since");
  return {since ? std::optional{base::to_time(*since)} : std::nullopt, rows.integer("postponed")};
}

std::string single_line(std::string text) {
  std::ranges::replace_if(
      text, [](char c) { return c == '\n' || c == '\r'; }, ' ');
  return text;
}

/// Claims the next job and reads its row.
struct ClaimedJob {
  Job job;
  bool was_postponed = false;
};

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

/// The event of a job whose change this transaction has made.
JobEventLog::JobEvent status_event(Connection& connection, const base::JobId& id) {
  Statement rows = statement(connection, "owner_and_status");
  rows.bind(":id", id.text());
  rows.step();
  return {.sequence = 0,
          .organization = base::OrganizationUid{std::string{rows.text("organization")}},
          .job = id,
          .event = name(parse_status(rows.text("status")))};
}

/// When the row of a job that ends now without a file goes.
std::int64_t purge_at(base::Time now) {
  return base::to_microseconds(now + kDefaultRetention + kRowRetentionAfterFile);
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
      if (attempts < kMaxAttempts) {
        requeue(connection, fence, "requeue", base::Message{"job.interrupted"});
        recovered.requeued.push_back(fence.job);
        continue;
      }
      set_failed(connection, fence, FailureCode::kInterrupted,
                 base::Message{"job.interrupted_too_often", {{"attempts", attempts}}}, {});
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
      .run();
}

std::optional<Job> Store::find(const base::OrganizationUid& organization, const base::JobId& id) {
  const database::ReadConnectionPool::PooledConnection reader = readers_.acquire();
  return find_job(*reader, organization.text(), id.text());
}

std::optional<EndedJob> Store::cancel(const base::OrganizationUid& organization,
                                      const base::JobId& id, const database::Writer::Work& also) {
  std::optional<EndedJob> ended;
  writer_.commit([&](Connection& connection) {
    std::optional<Job> job = find_job(connection, organization.text(), id.text());
    if (!job) return;
    ended = EndedJob{job->status, *std::move(job)};
    if (is_terminal(ended->previous_status)) return;
    const base::Time now = clock_.now();
    statement(connection, "cancel")
        .bind(":id", id.text())
        .bind(":organization", organization.text())
        .bind(":now", base::to_microseconds(now))
        .bind(":lines", log_writer_.line(LogLocale::from(ended->job.submission),
                                         base::Message{"job.canceled"}))
        .bind(":forget_at", purge_at(now))
        .run();
    ended->job = find_job(connection, organization.text(), id.text()).value();
    if (also) also(connection);
  });
  if (ended && !is_terminal(ended->previous_status)) {
    ++metrics_.canceled;
    event_log_.publish(organization, id, name(Status::kCanceled));
  }
  return ended;
}

std::optional<EndedJob> Store::remove(const base::OrganizationUid& organization,
                                      const base::JobId& id, const database::Writer::Work& also) {
  std::optional<EndedJob> ended;
  writer_.commit([&](Connection& connection) {
    std::optional<Job> job = find_job(connection, organization.text(), id.text());
    if (!job) return;
    statement(connection, "remove")
        .bind(":id", id.text())
        .bind(":organization", organization.text())
        .run();
    ended = EndedJob{job->status, *std::move(job)};
    if (ended->job.output) ended->file = ended->job.output->file;
    if (also) also(connection);
  });
  if (!ended) return ended;
  Submission deleted = ended->job.submission;
  deleted.request.clear();
  event_log_.publish(organization, id, "deleted",
                     std::make_shared<const Submission>(std::move(deleted)));
  return ended;
}

std::optional<Job> Store::claim(Epoch epoch, std::int64_t large_slots) {
  std::optional<ClaimedJob> claim;
  writer_.commit([&](Connection& connection) {
    claim = claim_next(connection, epoch, large_slots, clock_.now());
    // One that waits for its source looks at it every minute, of which its log says nothing.
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
  return log_locale_if_held(*reader, fence).has_value();
}

template <class Change>
bool Store::change(const Fence& fence, const Change& change) {
  std::optional<JobEventLog::JobEvent> changed;
  writer_.commit([&](Connection& connection) {
    if (change(connection)) changed = status_event(connection, fence.job);
  });
  if (changed) event_log_.publish(changed->organization, changed->job, changed->event);
  return changed.has_value();
}

bool Store::complete(const Fence& fence, const Output& output,
                     const std::vector<base::Message>& report_warnings,
                     std::chrono::microseconds took) {
  const bool held = change(fence, [&](Connection& connection) {
    const std::optional<LogLocale> locale = log_locale_if_held(connection, fence);
    if (!locale) return false;
    std::string lines;
    std::string warning_lines;
    for (const base::Message& warning : report_warnings) {
      lines += log_writer_.line(*locale, warning);
      warning_lines += warning_code(warning);
      warning_lines += ' ' + single_line(log_writer_.text(*locale, warning)) + '\n';
    }
    lines += log_writer_.line(*locale, base::Message{"job.completed", {{"rows", output.rows}}});
    Statement update = statement(connection, "complete");
    bind_fence(update, fence)
        .bind(":now", base::to_microseconds(clock_.now()))
        .bind(":lines", lines)
        .bind(":remarks", warning_lines)
        .bind(":file", output.file)
        .bind(":output_file_name", output.file_name)
        .bind(":output_mime_type", output.mime_type)
        .bind(":rows", output.rows)
        .bind(":bytes", output.bytes)
        .bind(":sha256", output.sha256)
        .bind(":expires_at", base::to_microseconds(output.expires_at))
        .bind(":took", took.count())
        .bind(":forget_at", base::to_microseconds(output.expires_at + kRowRetentionAfterFile))
        .bind(":extent", output.row_scope)
        .run();
    return true;
  });
  if (!held) return false;
  ++metrics_.completed;
  metrics_.rows += output.rows;
  metrics_.bytes += output.bytes;
  metrics_.worked.observe(took);
  return true;
}

bool Store::fail(const Fence& fence, FailureCode code, const base::Message& reason,
                 std::chrono::microseconds took) {
  const bool held = change(fence, [&](Connection& connection) {
    return set_failed(connection, fence, code, reason, took);
  });
  if (!held) return false;
  ++metrics_.failed;
  metrics_.worked.observe(took);
  return true;
}

bool Store::defer(const Fence& fence, std::chrono::milliseconds delay,
                  const base::Message& reason) {
  bool has_failed = false;
  const bool held = change(fence, [&](Connection& connection) {
    has_failed = fence.attempt - postponements(connection, fence).count >= kMaxAttempts;
    return has_failed ? set_failed(connection, fence, FailureCode::kReport, reason, {})
                      : set_deferred(connection, fence, delay, reason);
  });
  if (!held) return false;
  ++(has_failed ? metrics_.failed : metrics_.deferred);
  arrival_event_.notify_all();
  return true;
}

bool Store::postpone(const Fence& fence, std::chrono::milliseconds delay,
                     const base::Message& reason) {
  bool has_failed = false;
  const bool held = change(fence, [&](Connection& connection) {
    const auto since = postponements(connection, fence).since;
    has_failed = since && clock_.now() - *since >= kMaxUnreachable;
    return has_failed ? set_failed(connection, fence, FailureCode::kReport, reason, {})
                      : set_postponed(connection, fence, delay, !since, reason);
  });
  if (!held) return false;
  ++(has_failed ? metrics_.failed : metrics_.deferred);
  arrival_event_.notify_all();
  return true;
}

std::chrono::microseconds Store::unreachable_for(const Fence& fence) {
  const database::ReadConnectionPool::PooledConnection reader = readers_.acquire();
  const auto since = postponements(*reader, fence).since;
  return since ? std::max<std::chrono::microseconds>(clock_.now() - *since, {})
               : std::chrono::microseconds{};
}

bool Store::release(const Fence& fence) {
  const bool held = change(fence, [&](Connection& connection) {
    return requeue(connection, fence, "release", base::Message{"job.released"});
  });
  if (held) arrival_event_.notify_all();
  return held;
}

std::size_t Store::release(Epoch epoch) {
  std::size_t released = 0;
  writer_.commit([&](Connection& connection) {
    const std::vector<RunningJob> jobs = running_jobs(connection, epoch, epoch);
    for (const RunningJob& job : jobs) {
      requeue(connection, job.fence, "release", base::Message{"job.released"});
    }
    released = jobs.size();
  });
  return released;
}

std::optional<LogLocale> Store::log_locale_if_held(Connection& connection, const Fence& fence) {
  Statement rows = statement(connection, "log_locale");
  bind_fence(rows, fence);
  if (!rows.step()) return std::nullopt;
  return LogLocale{parse_language(rows.text("lang")), std::string{rows.text("time_zone")}};
}

bool Store::requeue(Connection& connection, const Fence& fence, std::string_view statement_name,
                    const base::Message& reason) const {
  const std::optional<LogLocale> locale = log_locale_if_held(connection, fence);
  if (!locale) return false;
  Statement update = statement(connection, statement_name);
  bind_fence(update, fence).bind(":lines", log_writer_.line(*locale, reason)).run();
  return true;
}

bool Store::set_failed(Connection& connection, const Fence& fence, FailureCode code,
                       const base::Message& reason, std::chrono::microseconds took) const {
  const std::optional<LogLocale> locale = log_locale_if_held(connection, fence);
  if (!locale) return false;
  const base::Time now = clock_.now();
  const std::string message = log_writer_.text(*locale, reason);
  Statement update = statement(connection, "fail");
  bind_fence(update, fence)
      .bind(":now", base::to_microseconds(now))
      .bind(":lines", log_writer_.line(*locale, base::Message{"job.failed", {{"reason", message}}}))
      .bind(":failure_code", name(code))
      .bind(":failure_message", message)
      .bind_optional(":took", took.count() > 0 ? std::optional{took.count()} : std::nullopt)
      .bind(":forget_at", purge_at(now))
      .run();
  return true;
}

bool Store::set_deferred(Connection& connection, const Fence& fence,
                         std::chrono::milliseconds delay, const base::Message& reason) const {
  const std::optional<LogLocale> locale = log_locale_if_held(connection, fence);
  if (!locale) return false;
  const base::Message line{"job.deferred",
                           {{"reason", log_writer_.text(*locale, reason)},
                            {"seconds", std::chrono::ceil<std::chrono::seconds>(delay).count()}}};
  Statement update = statement(connection, "defer");
  bind_fence(update, fence)
      .bind(":not_before", base::to_microseconds(clock_.now() + delay))
      .bind(":lines", log_writer_.line(*locale, line))
      .run();
  return true;
}

/// The log says it once: after that, there is nothing new.
bool Store::set_postponed(Connection& connection, const Fence& fence,
                          std::chrono::milliseconds delay, bool is_first,
                          const base::Message& reason) const {
  const std::optional<LogLocale> locale = log_locale_if_held(connection, fence);
  if (!locale) return false;
  const base::Message line{
      "job.postponed",
      {{"reason", log_writer_.text(*locale, reason)}, {"minutes", kMaxUnreachable.count()}}};
  const base::Time now = clock_.now();
  Statement update = statement(connection, "postpone");
  bind_fence(update, fence)
      .bind(":now", base::to_microseconds(now))
      .bind(":not_before", base::to_microseconds(now + delay))
      .bind(":lines", is_first ? log_writer_.line(*locale, line) : std::string{})
      .run();
  return true;
}

}  // namespace job
