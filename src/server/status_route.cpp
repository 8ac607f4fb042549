#include "server/status_route.h"

#include <algorithm>
#include <charconv>
#include <chrono>

#include "server/authentication.h"
#include "server/problem.h"

namespace server {
namespace {

constexpr std::chrono::seconds kLongestWait{25};

std::chrono::seconds wait_of(const Request& request) {
  const auto found = request.query.find("wait");
  if (found == request.query.end()) return std::chrono::seconds{0};
  const std::string& text = found->second;
  unsigned seconds = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seconds);
  if (text.size() > 6 || error != std::errc{} || end != text.data() + text.size()) {
    throw Problem{400,
                  "INVALID_DATA_MODEL_PARAMETER",
                  base::Phrase{"server.bad_query_string"},
                  {{"wait", base::Phrase{"server.bad_wait", {{"most", kLongestWait.count()}}}}}};
  }
  return std::min(std::chrono::seconds{seconds}, kLongestWait);
}

}  // namespace

Response StatusRoute::operator()(const Request& request) const {
  const access_control::Key key =
      authenticated(services_.keys, request, access_control::Scope::kRead);
  const job::Job job = awaited(request, key.organization);
  return services_.envelope.answer(request, json::Value::object({{"job", described(job)}}));
}

job::Job StatusRoute::awaited(const Request& request,
                              const base::OrganizationUid& organization) const {
  const auto deadline = std::chrono::steady_clock::now() + wait_of(request);
  const base::JobId id{request.argument("uid")};
  bool goes_on = true;
  while (true) {
    const std::uint64_t seen = services_.jobs.ends().rings();
    auto job = services_.jobs.find(organization, id);
    if (!job) throw not_found();
    if (!goes_on || job::is_terminal(job->status)) return *std::move(job);
    goes_on = services_.jobs.ends().wait_until(seen, deadline, request.stop);
  }
}

json::Value StatusRoute::described(const job::Job& job) const {
  json::Value description = json::Value::object({{"id", job.id.text()},
                                                 {"status", job::name(job.status)},
                                                 {"submittedAt", base::rfc3339(job.submitted_at)}});
  if (job.started_at) description.add("startedAt", base::rfc3339(*job.started_at));
  if (job.finished_at) description.add("finishedAt", base::rfc3339(*job.finished_at));
  if (!job.log.empty()) description.add("log", job.log);
  description.add("attempt", job.attempt);
  describe_progress(job, description);
  describe_output(job, description);
  if (job.failure) {
    description.add("failure", json::Value::object({{"code", job.failure->code},
                                                    {"message", job.failure->message}}));
  }
  return description;
}

void StatusRoute::describe_progress(const job::Job& job, json::Value& description) const {
  if (job.status == job::Status::kPending) {
    if (const auto position = services_.jobs.queue_position(job.id)) {
      description.add("queuePosition", *position);
    }
  }
  if (job.status != job::Status::kRunning) return;
  const auto progress = services_.progress.find(job.id);
  if (!progress) return;
  json::Value value =
      json::Value::object({{"phase", job::name(progress->phase())}, {"rows", progress->rows()}});
  if (const auto percent = progress->percent()) value.add("percent", *percent);
  description.add("progress", std::move(value));
}

void StatusRoute::describe_output(const job::Job& job, json::Value& description) const {
  if (!job.output) return;
  const job::Output& output = *job.output;
  const std::string path = "/v1/bi/files/" + job.id.text();
  description.add("outputMimeType", output.mime_type);
  description.add("outputFileName", output.file_name);
  description.add(
      "downloadUrl",
      base_url_ + path + "?" + services_.links.mint(path, job.id, job.submission.organization));
  description.add("rows", output.rows);
  description.add("bytes", output.bytes);
  description.add("sha256", output.sha256);
  description.add("expiresAt", base::rfc3339(output.expires_at));
}

}  // namespace server
