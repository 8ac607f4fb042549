#include "server/status_route.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <utility>

#include "server/api/authentication.h"
#include "server/api/problem.h"
#include "server/api/job_visibility.h"
#include "server/topic.h"

namespace server {
namespace {

constexpr std::chrono::seconds kMaxWait{25};
constexpr std::chrono::seconds kKeyCheckInterval{
    1};  // between two looks at the key of one who waits

std::chrono::seconds parse_wait(const Request& request) {
  const auto found = request.query.find("wait");
  if (found == request.query.end()) return std::chrono::seconds{0};
  const std::string& text = found->second;
  unsigned seconds = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seconds);
  if (text.size() > 6 || error != std::errc{} || end != text.data() + text.size()) {
    throw Problem{400,
                  "INVALID_DATA_MODEL_PARAMETER",
                  base::Message{"server.bad_query_string"},
                  {{"wait", base::Message{"server.bad_wait", {{"most", kMaxWait.count()}}}}}};
  }
  return std::min(std::chrono::seconds{seconds}, kMaxWait);
}

}  // namespace

Response StatusRoute::operator()(const Request& request) const {
  const auth::ApiKey key = authenticated(services_, request, auth::Scope::kRead);
  const auto until = request.arrived + parse_wait(request);
  const std::uint64_t seen = services_.jobs.event_log().last_sequence();
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

}  // namespace server
