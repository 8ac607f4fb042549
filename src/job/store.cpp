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

struct Running {
  Fence fence;
  std::int64_t attempts = 0;  // those that count
};

/// What epochs from the one to the other have running.
std::vector<Running> running(Connection& connection, Epoch first, Epoch last) {
  Statement rows = statement(connection, "running");
  rows.bind(":first", static_cast<std::int64_t>(first))
      .bind(":last", static_cast<std::int64_t>(last));
  std::vector<Running> all;
  while (rows.step()) {
    const std::int64_t claims = rows.integer("attempt");
    all.push_back(
        {{base::JobId{std::string{rows.text("id")}}, Epoch{rows.integer("epoch")}, claims},
         claims - rows.integer("postponed")});
  }
  return all;
}

std::optional<Job> found(Connection& connection, std::string_view organization,
                         std::string_view id) {
  Statement rows = statement(connection, "find");
  rows.bind(":id", id).bind(":organization", organization);
  return rows.step() ? std::optional{job_of(rows)} : std::nullopt;
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

std::string on_one_line(std::string text) {
  std::ranges::replace_if(
      text, [](char c) { return c == '\n' || c == '\r'; }, ' ');
  return text;
}

/// Claims, and tells the row as it is then.
struct Claimed {
  Job job;
  bool was_postponed = false;
};

std::optional<Claimed> claimed(Connection& connection, Epoch epoch, std::int64_t large_slots,
                               base::Time now) {
  Statement update = statement(connection, "claim");
  update.bind(":epoch", static_cast<std::int64_t>(epoch))
      .bind(":large_slots", large_slots)
      .bind(":long_ago", base::to_microseconds(now - Store::kLong))
      .bind(":now", base::to_microseconds(now));
  if (!update.step()) return std::nullopt;
  const std::string id{update.text("id")};
  const std::string organization{update.text("organization")};
  const bool was_postponed = update.integer("postponed") > 0;
  update.reset();
  statement(connection, "take_turn").bind(":organization", organization).run();
  auto job = found(connection, organization, id);
  return job ? std::optional{Claimed{*std::move(job), was_postponed}} : std::nullopt;
}

/// The news of a job whose change this transaction has made.
News::Item whereabouts(Connection& connection, const base::JobId& id) {
  Statement rows = statement(connection, "whereabouts");
  rows.bind(":id", id.text());
  rows.step();
  return {.number = 0,
          .organization = base::OrganizationUid{std::string{rows.text("organization")}},
          .job = id,
          .event = name(status_of(rows.text("status")))};
}

/// When the row of a job that ends now without a file goes.
std::int64_t forget_at(base::Time now) {
  return base::to_microseconds(now + kUsualRetention + kRowOutlivesFile);
}

}  // namespace

Store::Store(database::Writer& writer, database::ReadConnectionPool& readers,
             const language::MessageCatalog& messages, const base::Clock& clock)
    : writer_(writer), readers_(readers), clock_(clock), chronicle_(messages, clock) {}

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
    statement(connection, "without_delay").run();
    const Epoch before{static_cast<std::int64_t>(epoch) - 1};
    for (const auto& [fence, attempts] : running(connection, Epoch{0}, before)) {
      if (attempts < kAttempts) {
        put_back(connection, fence, "requeue", base::Message{"job.interrupted"});
        recovered.again.push_back(fence.job);
        continue;
      }
      set_failed(connection, fence, FailureCode::kInterrupted,
                 base::Message{"job.interrupted_too_often", {{"attempts", attempts}}}, {});
      recovered.failed.push_back(fence.job);
    }
  });
  tally_.failed += recovered.failed.size();
  arrivals_.ring();
  return recovered;
}

std::optional<Admitted> Store::known(const base::OrganizationUid& organization,
                                     const IdempotencyKey& key) {
  const database::ReadConnectionPool::PooledConnection reader = readers_.acquire();
  const auto known = job::known(*reader, key, organization, clock_.now());
  if (known && known->refusal) ++tally_.refused;
  return known;
}

Admitted Store::admit(const Submission& submission, const Admission& admission) {
  const base::Time now = clock_.now();
  Admitted answer{.id = base::JobId{base::new_uuid(now)}};
  writer_.commit([&](Connection& connection) {
    const auto other = answer_of(admission, connection, submission.organization, answer.id, now);
    if (other) {
      answer = *other;
    } else {
      insert(connection, submission, answer.id, now);
    }
  });
  if (answer.refusal) ++tally_.refused;
  if (answer.refusal || answer.is_repeated) return answer;
  ++tally_.accepted;
  arrivals_.ring();
  news_.tell(submission.organization, answer.id, name(Status::kPending));
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
      .bind(":log", chronicle_.first_line(Voice::of(submission)))
      .bind_optional(":model_slots", submission.model_slots)
      .bind(":is_open_ended", std::int64_t{submission.is_open_ended})
      .bind(":long", std::chrono::microseconds{kLong}.count())
      .bind(":extent", submission.extent)
      .bind(":peer", submission.peer)
      .run();
}

std::optional<Job> Store::find(const base::OrganizationUid& organization, const base::JobId& id) {
  const database::ReadConnectionPool::PooledConnection reader = readers_.acquire();
  return found(*reader, organization.text(), id.text());
}

std::optional<Ended> Store::cancel(const base::OrganizationUid& organization, const base::JobId& id,
                                   const database::Writer::Work& also) {
  std::optional<Ended> ended;
  writer_.commit([&](Connection& connection) {
    std::optional<Job> job = found(connection, organization.text(), id.text());
    if (!job) return;
    ended = Ended{job->status, *std::move(job)};
    if (is_terminal(ended->was)) return;
    const base::Time now = clock_.now();
    statement(connection, "cancel")
        .bind(":id", id.text())
        .bind(":organization", organization.text())
        .bind(":now", base::to_microseconds(now))
        .bind(":lines",
              chronicle_.line(Voice::of(ended->job.submission), base::Message{"job.canceled"}))
        .bind(":forget_at", forget_at(now))
        .run();
    ended->job = found(connection, organization.text(), id.text()).value();
    if (also) also(connection);
  });
  if (ended && !is_terminal(ended->was)) {
    ++tally_.canceled;
    news_.tell(organization, id, name(Status::kCanceled));
  }
  return ended;
}

std::optional<Ended> Store::remove(const base::OrganizationUid& organization, const base::JobId& id,
                                   const database::Writer::Work& also) {
  std::optional<Ended> ended;
  writer_.commit([&](Connection& connection) {
    std::optional<Job> job = found(connection, organization.text(), id.text());
    if (!job) return;
    statement(connection, "remove")
        .bind(":id", id.text())
        .bind(":organization", organization.text())
        .run();
    ended = Ended{job->status, *std::move(job)};
    if (ended->job.output) ended->file = ended->job.output->file;
    if (also) also(connection);
  });
  if (!ended) return ended;
  Submission was = ended->job.submission;
  was.request.clear();
  news_.tell(organization, id, "deleted", std::make_shared<const Submission>(std::move(was)));
  return ended;
}

std::optional<Job> Store::claim(Epoch epoch, std::int64_t large_slots) {
  std::optional<Claimed> claim;
  writer_.commit([&](Connection& connection) {
    claim = claimed(connection, epoch, large_slots, clock_.now());
    // One that waits for its source looks at it every minute, of which its log says nothing.
    if (!claim || claim->was_postponed) return;
    Job& job = claim->job;
    const base::Message message =
        job.attempts() == 1 ? base::Message{"job.started"}
                            : base::Message{"job.started_again", {{"attempt", job.attempts()}}};
    append_log(connection, job, chronicle_.line(Voice::of(job.submission), message));
  });
  if (!claim) return std::nullopt;
  std::optional<Job> job{std::move(claim->job)};
  if (job->attempt == 1 && !claim->was_postponed) {
    tally_.waited.observe(std::max(clock_.now() - job->submitted_at, {}));
  }
  news_.tell(job->submission.organization, job->id, name(job->status));
  return job;
}

std::optional<std::chrono::microseconds> Store::next_due(base::Time looked) {
  const database::ReadConnectionPool::PooledConnection reader = readers_.acquire();
  Statement rows = statement(*reader, "next_due");
  rows.bind(":looked", base::to_microseconds(looked));
  rows.step();
  const std::optional<std::int64_t> due = rows.optional_integer(0);
  if (!due) return std::nullopt;
  return std::max<std::chrono::microseconds>(base::to_time(*due) - clock_.now(), {});
}

bool Store::holds(const Fence& fence) {
  const database::ReadConnectionPool::PooledConnection reader = readers_.acquire();
  return voice_of(*reader, fence).has_value();
}

template <class Change>
bool Store::change(const Fence& fence, const Change& change) {
  std::optional<News::Item> changed;
  writer_.commit([&](Connection& connection) {
    if (change(connection)) changed = whereabouts(connection, fence.job);
  });
  if (changed) news_.tell(changed->organization, changed->job, changed->event);
  return changed.has_value();
}

bool Store::complete(const Fence& fence, const Output& output,
                     const std::vector<base::Message>& remarks, std::chrono::microseconds took) {
  const bool held = change(fence, [&](Connection& connection) {
    const std::optional<Voice> voice = voice_of(connection, fence);
    if (!voice) return false;
    std::string lines;
    std::string told;
    for (const base::Message& remark : remarks) {
      lines += chronicle_.line(*voice, remark);
      told += warning_code(remark);
      told += ' ' + on_one_line(chronicle_.text(*voice, remark)) + '\n';
    }
    lines += chronicle_.line(*voice, base::Message{"job.completed", {{"rows", output.rows}}});
    Statement update = statement(connection, "complete");
    bind_fence(update, fence)
        .bind(":now", base::to_microseconds(clock_.now()))
        .bind(":lines", lines)
        .bind(":remarks", told)
        .bind(":file", output.file)
        .bind(":output_file_name", output.file_name)
        .bind(":output_mime_type", output.mime_type)
        .bind(":rows", output.rows)
        .bind(":bytes", output.bytes)
        .bind(":sha256", output.sha256)
        .bind(":expires_at", base::to_microseconds(output.expires_at))
        .bind(":took", took.count())
        .bind(":forget_at", base::to_microseconds(output.expires_at + kRowOutlivesFile))
        .bind(":extent", output.extent)
        .run();
    return true;
  });
  if (!held) return false;
  ++tally_.completed;
  tally_.rows += output.rows;
  tally_.bytes += output.bytes;
  tally_.worked.observe(took);
  return true;
}

bool Store::fail(const Fence& fence, FailureCode code, const base::Message& reason,
                 std::chrono::microseconds took) {
  const bool held = change(fence, [&](Connection& connection) {
    return set_failed(connection, fence, code, reason, took);
  });
  if (!held) return false;
  ++tally_.failed;
  tally_.worked.observe(took);
  return true;
}

bool Store::defer(const Fence& fence, std::chrono::milliseconds delay,
                  const base::Message& reason) {
  bool has_failed = false;
  const bool held = change(fence, [&](Connection& connection) {
    has_failed = fence.attempt - postponements(connection, fence).count >= kAttempts;
    return has_failed ? set_failed(connection, fence, FailureCode::kReport, reason, {})
                      : set_deferred(connection, fence, delay, reason);
  });
  if (!held) return false;
  ++(has_failed ? tally_.failed : tally_.deferred);
  arrivals_.ring();
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
  ++(has_failed ? tally_.failed : tally_.deferred);
  arrivals_.ring();
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
    return put_back(connection, fence, "release", base::Message{"job.released"});
  });
  if (held) arrivals_.ring();
  return held;
}

std::size_t Store::release(Epoch epoch) {
  std::size_t released = 0;
  writer_.commit([&](Connection& connection) {
    const std::vector<Running> all = running(connection, epoch, epoch);
    for (const Running& one : all) {
      put_back(connection, one.fence, "release", base::Message{"job.released"});
    }
    released = all.size();
  });
  return released;
}

std::optional<Voice> Store::voice_of(Connection& connection, const Fence& fence) {
  Statement rows = statement(connection, "voice");
  bind_fence(rows, fence);
  if (!rows.step()) return std::nullopt;
  return Voice{language_of(rows.text("lang")), std::string{rows.text("time_zone")}};
}

bool Store::put_back(Connection& connection, const Fence& fence, std::string_view how,
                     const base::Message& reason) const {
  const std::optional<Voice> voice = voice_of(connection, fence);
  if (!voice) return false;
  Statement update = statement(connection, how);
  bind_fence(update, fence).bind(":lines", chronicle_.line(*voice, reason)).run();
  return true;
}

bool Store::set_failed(Connection& connection, const Fence& fence, FailureCode code,
                       const base::Message& reason, std::chrono::microseconds took) const {
  const std::optional<Voice> voice = voice_of(connection, fence);
  if (!voice) return false;
  const base::Time now = clock_.now();
  const std::string message = chronicle_.text(*voice, reason);
  Statement update = statement(connection, "fail");
  bind_fence(update, fence)
      .bind(":now", base::to_microseconds(now))
      .bind(":lines", chronicle_.line(*voice, base::Message{"job.failed", {{"reason", message}}}))
      .bind(":failure_code", name(code))
      .bind(":failure_message", message)
      .bind_optional(":took", took.count() > 0 ? std::optional{took.count()} : std::nullopt)
      .bind(":forget_at", forget_at(now))
      .run();
  return true;
}

bool Store::set_deferred(Connection& connection, const Fence& fence,
                         std::chrono::milliseconds delay, const base::Message& reason) const {
  const std::optional<Voice> voice = voice_of(connection, fence);
  if (!voice) return false;
  const base::Message line{"job.deferred",
                           {{"reason", chronicle_.text(*voice, reason)},
                            {"seconds", std::chrono::ceil<std::chrono::seconds>(delay).count()}}};
  Statement update = statement(connection, "defer");
  bind_fence(update, fence)
      .bind(":not_before", base::to_microseconds(clock_.now() + delay))
      .bind(":lines", chronicle_.line(*voice, line))
      .run();
  return true;
}

/// The log says it once: after that, there is nothing new.
bool Store::set_postponed(Connection& connection, const Fence& fence,
                          std::chrono::milliseconds delay, bool is_first,
                          const base::Message& reason) const {
  const std::optional<Voice> voice = voice_of(connection, fence);
  if (!voice) return false;
  const base::Message line{
      "job.postponed",
      {{"reason", chronicle_.text(*voice, reason)}, {"minutes", kMaxUnreachable.count()}}};
  const base::Time now = clock_.now();
  Statement update = statement(connection, "postpone");
  bind_fence(update, fence)
      .bind(":now", base::to_microseconds(now))
      .bind(":not_before", base::to_microseconds(now + delay))
      .bind(":lines", is_first ? chronicle_.line(*voice, line) : std::string{})
      .run();
  return true;
}

}  // namespace job
