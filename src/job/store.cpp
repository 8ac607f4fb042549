#include "job/store.h"

#include "asset/asset.h"
#include "job/row.h"
#include "language/zone.h"

namespace job {
namespace {

using database::Connection;
using database::Statement;

Statement statement(Connection& connection, std::string_view name) {
  return connection.prepare(asset::bytes("sql/job/" + std::string{name} + ".sql"));
}

void bind_fence(Statement& statement, const Fence& fence) {
  statement.bind(":id", fence.job.text())
      .bind(":epoch", static_cast<std::int64_t>(fence.epoch))
      .bind(":attempt", fence.attempt);
}

void append_log(Connection& connection, Job& job, const std::string& lines) {
  statement(connection, "append_log").bind(":id", job.id.text()).bind(":lines", lines).run();
  job.log += lines;
}

std::vector<Fence> left_running(Connection& connection, Epoch epoch) {
  Statement rows = statement(connection, "left_running");
  rows.bind(":epoch", static_cast<std::int64_t>(epoch));
  std::vector<Fence> fences;
  while (rows.step()) {
    fences.push_back(
        {base::JobId{std::string{rows.text(0)}}, Epoch{rows.integer(1)}, rows.integer(2)});
  }
  return fences;
}

}  // namespace

Store::Store(database::Writer& writer, database::Readers& readers, const language::Phrases& phrases,
             const base::Clock& clock)
    : writer_(writer), readers_(readers), phrases_(phrases), clock_(clock) {}

Epoch Store::start() {
  std::int64_t epoch = 0;
  writer_.commit([&](Connection& connection) {
    Statement insert = statement(connection, "start");
    insert.bind(":now", base::microseconds(clock_.now()));
    insert.step();
    epoch = insert.integer(0);
  });
  return Epoch{epoch};
}

void Store::recover(Epoch epoch) {
  writer_.commit([&](Connection& connection) {
    for (const Fence& fence : left_running(connection, epoch)) {
      if (fence.attempt < kAttempts) {
        put_back(connection, fence, "requeue", base::Phrase{"job.interrupted"});
        continue;
      }
      set_failed(connection, fence, FailureCode::kInterrupted,
                 base::Phrase{"job.interrupted_too_often", {{"attempts", fence.attempt}}});
    }
  });
  arrivals_.ring();
  ends_.ring();
}

base::JobId Store::submit(const Submission& submission) {
  const base::Time now = clock_.now();
  const base::JobId id{base::new_uuid(now)};
  const Voice voice{submission.language, submission.time_zone};
  const std::string log =
      line(voice, base::Phrase{"job.accepted",
                               {{"city", language::Zone(voice.time_zone).city(voice.language)}}});
  writer_.commit([&](Connection& connection) {
    statement(connection, "submit")
        .bind(":id", id.text())
        .bind(":organization", submission.organization.text())
        .bind(":key_id", submission.key.text())
        .bind(":data_model", submission.data_model)
        .bind(":data_model_version", submission.data_model_version)
        .bind(":lang", language::code(submission.language))
        .bind(":time_zone", submission.time_zone)
        .bind(":request", submission.request)
        .bind(":submitted_at", base::microseconds(now))
        .bind(":log", log)
        .run();
  });
  arrivals_.ring();
  return id;
}

std::optional<Job> Store::find(const base::OrganizationUid& organization, const base::JobId& id) {
  const database::Readers::Loan reader = readers_.borrow();
  Statement rows = statement(*reader, "find");
  rows.bind(":id", id.text()).bind(":organization", organization.text());
  return rows.step() ? std::optional{job_of(rows)} : std::nullopt;
}

std::optional<std::int64_t> Store::queue_position(const base::JobId& id) {
  const database::Readers::Loan reader = readers_.borrow();
  Statement rows = statement(*reader, "queue_position");
  rows.bind(":id", id.text());
  return rows.step() ? std::optional{rows.integer(0)} : std::nullopt;
}

std::optional<Job> Store::claim(Epoch epoch) {
  std::optional<Job> job;
  writer_.commit([&](Connection& connection) {
    Statement update = statement(connection, "claim");
    update.bind(":epoch", static_cast<std::int64_t>(epoch))
        .bind(":now", base::microseconds(clock_.now()));
    if (!update.step()) return;
    job = job_of(update);
    update.reset();
    const base::Phrase phrase =
        job->attempt == 1 ? base::Phrase{"job.started"}
                          : base::Phrase{"job.started_again", {{"attempt", job->attempt}}};
    append_log(connection, *job,
               line({job->submission.language, job->submission.time_zone}, phrase));
  });
  return job;
}

bool Store::complete(const Fence& fence, const Output& output,
                     const std::vector<base::Phrase>& remarks) {
  bool held = false;
  writer_.commit([&](Connection& connection) {
    const std::optional<Voice> voice = voice_of(connection, fence);
    if (!voice) return;
    held = true;
    std::string lines;
    for (const base::Phrase& remark : remarks) lines += line(*voice, remark);
    lines += line(*voice, base::Phrase{"job.completed", {{"rows", output.rows}}});
    Statement update = statement(connection, "complete");
    bind_fence(update, fence);
    update.bind(":now", base::microseconds(clock_.now()))
        .bind(":lines", lines)
        .bind(":file", output.file)
        .bind(":output_file_name", output.file_name)
        .bind(":output_mime_type", output.mime_type)
        .bind(":rows", output.rows)
        .bind(":bytes", output.bytes)
        .bind(":sha256", output.sha256)
        .bind(":expires_at", base::microseconds(output.expires_at))
        .run();
  });
  if (held) ends_.ring();
  return held;
}

bool Store::fail(const Fence& fence, FailureCode code, const base::Phrase& reason) {
  bool held = false;
  writer_.commit(
      [&](Connection& connection) { held = set_failed(connection, fence, code, reason); });
  if (held) ends_.ring();
  return held;
}

bool Store::release(const Fence& fence) {
  bool held = false;
  writer_.commit([&](Connection& connection) {
    held = put_back(connection, fence, "release", base::Phrase{"job.released"});
  });
  if (held) arrivals_.ring();
  return held;
}

std::set<std::string> Store::files() {
  const database::Readers::Loan reader = readers_.borrow();
  Statement rows = statement(*reader, "files");
  std::set<std::string> names;
  while (rows.step()) names.emplace(rows.text(0));
  return names;
}

std::optional<Store::Voice> Store::voice_of(Connection& connection, const Fence& fence) {
  Statement rows = statement(connection, "voice");
  bind_fence(rows, fence);
  if (!rows.step()) return std::nullopt;
  return Voice{language_of(rows.text(0)), std::string{rows.text(1)}};
}

std::string Store::line(const Voice& voice, const base::Phrase& phrase) const {
  const language::WallTime time = language::Zone(voice.time_zone).wall_time(clock_.now());
  return language::minute_text(time) + "  " + phrases_.text(voice.language, phrase) + "\n";
}

bool Store::put_back(Connection& connection, const Fence& fence, std::string_view how,
                     const base::Phrase& reason) const {
  const std::optional<Voice> voice = voice_of(connection, fence);
  if (!voice) return false;
  Statement update = statement(connection, how);
  bind_fence(update, fence);
  update.bind(":lines", line(*voice, reason)).run();
  return true;
}

bool Store::set_failed(Connection& connection, const Fence& fence, FailureCode code,
                       const base::Phrase& reason) const {
  const std::optional<Voice> voice = voice_of(connection, fence);
  if (!voice) return false;
  const std::string message = phrases_.text(voice->language, reason);
  Statement update = statement(connection, "fail");
  bind_fence(update, fence);
  update.bind(":now", base::microseconds(clock_.now()))
      .bind(":lines", line(*voice, base::Phrase{"job.failed", {{"reason", message}}}))
      .bind(":failure_code", name(code))
      .bind(":failure_message", message)
      .run();
  return true;
}

}  // namespace job
