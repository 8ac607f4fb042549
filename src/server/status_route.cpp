#include "server/status_route.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <utility>

#include "server/authentication.h"
#include "server/problem.h"
#include "server/reach.h"
#include "server/topic.h"

namespace server {
namespace {

constexpr std::chrono::seconds kLongestWait{25};
constexpr std::chrono::seconds kLook{1};  // between two looks at the key of one who waits

std::chrono::seconds wait_of(const Request& request) {
  const auto found = request.query.find("wait");
  if (found == request.query.end()) return std::chrono::seconds{0};
  const std::string& text = found->second;
  unsigned seconds = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seconds);
  if (text.size() > 6 || error != std::errc{} || end != text.data() + text.size()) {
    throw Problem{400,
                  "INVALID_DATA_MODEL_PARAMETER",
                  base::Message{"server.bad_query_string"},
                  {{"wait", base::Message{"server.bad_wait", {{"most", kLongestWait.count()}}}}}};
  }
  return std::min(std::chrono::seconds{seconds}, kLongestWait);
}

}  // namespace

Response StatusRoute::operator()(const Request& request) const {
  const auth::ApiKey key = authenticated(services_, request, auth::Scope::kRead);
  const auto until = request.arrived + wait_of(request);
  const std::uint64_t seen = services_.jobs.event_log().last_sequence();
  const auto job = Reach{services_, key}.find(base::JobId{request.argument("uid")});
  if (!job) throw not_found();
  const auto now = std::chrono::steady_clock::now();
  const bool may_wait = request.may_pause && !request.stop.stop_requested() && now < until;
  if (may_wait && !job::is_terminal(job->status)) {
    return Response::paused({.topic = topic_of(job->id),
                             .seen = seen,
                             .until = std::min(until, now + kLook),
                             .owner = key.id.text()});
  }
  json::Value::Array warnings;
  for (const job::ReportWarning& remark : job->warnings) {
    warnings.push_back(json::Value::object({{"code", remark.code}, {"message", remark.message}}));
  }
  return services_.envelope.answer(request, json::Value::object({{"job", view_.described(*job)}}),
                                   std::move(warnings));
}

}  // namespace server
