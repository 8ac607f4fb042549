#include "server/api/job_serializer.h"

#include <chrono>
#include <cmath>
#include <utility>
#include <vector>

#include "json/parse.h"

namespace server {
namespace {

base::Message places_message(const job::Places& places) {
  const auto message = [&](const char* key) {
    return base::Message{key,
                         {{"busy", places.busy}, {"places", places.total}, {"own", places.own}}};
  };
  if (places.busy < places.total) return base::Message{"server.waits_for_turn"};
  switch (places.kind) {
    case job::Places::Kind::kWorkers:
      return message("server.waits_for_workers");
    case job::Places::Kind::kLarge:
      return message("server.waits_for_large");
    case job::Places::Kind::kModel:
      return message("server.waits_for_model");
  }
  return {};
}

base::Message waiting_message(const job::QueuePosition& position) {
  switch (position.reason) {
    case job::WaitReason::kTurn:
    case job::WaitReason::kModel:
      return places_message(position.places);
    case job::WaitReason::kRetryDelay:
      return base::Message{"server.waits_for_fault"};
    case job::WaitReason::kHeld:
      return base::Message{"server.waits_for_correction"};
    case job::WaitReason::kDisk:
      return base::Message{"server.waits_for_disk"};
  }
  return {};
}

}  // namespace

json::Value JobSerializer::to_json(const job::Job& job) const {
  return std::move(to_json(std::span{&job, 1}).front());
}

json::Value::Array JobSerializer::to_json(std::span<const job::Job> jobs) const {
  std::vector<base::JobId> pending;
  for (const job::Job& job : jobs) {
    if (job.status == job::Status::kPending) pending.push_back(job.id);
  }
  const auto positions = services_.jobs.queue.positions(pending, services_.jobs.workers);
  json::Value::Array descriptions;
  for (const job::Job& job : jobs) {
    // Absent too if a worker has claimed the job since.
    const auto position = positions.find(job.id);
    descriptions.push_back(
        describe(job, position == positions.end() ? nullptr : &position->second));
  }
  return descriptions;
}

json::Value JobSerializer::describe(const job::Job& job, const job::QueuePosition* position) const {
  json::Value description =
      json::Value::object({{"id", job.id.text()},
                           {"status", job::name(job.status)},
                           {"dataModel", job.submission.data_model},
                           {"dataModelVersion", job.submission.data_model_version},
                           {"lang", language::code(job.submission.language)},
                           {"submittedAt", base::format_rfc3339(job.submitted_at)}});
  if (!job.submission.data_model_sha256.empty()) {
    description.add("dataModelSha256", job.submission.data_model_sha256);
  }
  if (job.started_at) description.add("startedAt", base::format_rfc3339(*job.started_at));
  if (job.finished_at) description.add("finishedAt", base::format_rfc3339(*job.finished_at));
  if (!job.log.empty()) description.add("log", job.log);
  // A list's jobs are read without their requests.
  if (!job.submission.request.empty()) {
    description.add("params", json::parse(job.submission.request));
  }
  description.add("attempt", job.attempts());
  if (job.submission.retry_of) description.add("retryOf", job.submission.retry_of->text());
  if (position != nullptr) add_waiting(job, *position, description);
  if (job.status == job::Status::kRunning) add_progress(job, description);
  if (job.output) add_output(job, description);
  if (job.failure) {
    description.add("failure", json::Value::object({{"code", job.failure->code},
                                                    {"message", job.failure->message}}));
  }
  return description;
}

void JobSerializer::add_waiting(const job::Job& job, job::QueuePosition position,
                                json::Value& description) const {
  if (services_.jobs.files.is_critically_full()) position.reason = job::WaitReason::kDisk;
  description.add("queuePosition", position.jobs_ahead);
  json::Value waiting = json::Value::object(
      {{"reason", job::name(position.reason)},
       {"message", services_.messages.text(job.submission.language, waiting_message(position))}});
  if (position.reason == job::WaitReason::kRetryDelay && job.not_before) {
    waiting.add("until", base::format_rfc3339(*job.not_before));
  }
  const job::Places& places = position.places;
  waiting.add("places", json::Value::object({{"kind", job::name(places.kind)},
                                             {"total", places.total},
                                             {"busy", places.busy},
                                             {"own", places.own}}));
  description.add("waiting", std::move(waiting));
}

void JobSerializer::add_progress(const job::Job& job, json::Value& description) const {
  const auto progress = services_.jobs.progress.find(job.id);
  if (!progress) return;
  json::Value value =
      json::Value::object({{"phase", job::name(progress->phase())}, {"rows", progress->rows()}});
  if (const auto percent = progress->percent()) value.add("percent", *percent);
  const std::chrono::duration<double> passed = services_.clock.now() - *job.started_at;
  if (passed.count() > 0) {
    const double rate = static_cast<double>(progress->rows()) / passed.count();
    value.add("rowsPerSecond", std::int64_t{std::llround(rate)});
  }
  description.add("progress", std::move(value));
}

void JobSerializer::add_output(const job::Job& job, json::Value& description) const {
  const job::Output& output = *job.output;
  description.add("outputMimeType", output.mime_type);
  description.add("outputFileName", output.file_name);
  const bool is_there = !output.file.empty() && services_.clock.now() < output.expires_at &&
                        services_.jobs.files.open(output.file, output.bytes);
  if (is_there) {
    const std::string path = "/v1/bi/files/" + job.id.text();
    description.add("downloadUrl",
                    base_url_ + path + "?" +
                        services_.auth.links.sign(path, job.id, job.submission.organization));
  }
  description.add("rows", output.rows);
  description.add("bytes", output.bytes);
  description.add("sha256", output.sha256);
  description.add("expiresAt", base::format_rfc3339(output.expires_at));
}

}  // namespace server
