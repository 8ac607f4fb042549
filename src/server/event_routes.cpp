#include "server/event_routes.h"

#include <charconv>
#include <map>
#include <set>
#include <utility>

#include "base/digest.h"
#include "json/write.h"
#include "server/authentication.h"
#include "server/problem.h"
#include "server/reach.h"
#include "server/topic.h"

namespace server {
namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

constexpr auto kLook = 1s;        // between two looks at a key, and at a job's progress
constexpr auto kHeartbeat = 15s;  // without an event: proxies cut silent connections
constexpr std::string_view kEnd = "end";

/// What a stream keeps from one turn to the next: the last thing told and when that was.
struct Memory {
  std::string last;
  std::int64_t told_at = 0;  // seconds of the steady clock

  [[nodiscard]] static Memory of(const Request& request) {
    Memory memory;
    const std::size_t blank = request.memory.find(' ');
    if (blank == std::string::npos) return memory;
    std::from_chars(request.memory.data(), request.memory.data() + blank, memory.told_at);
    memory.last = request.memory.substr(blank + 1);
    return memory;
  }
  [[nodiscard]] std::string text() const { return std::to_string(told_at) + " " + last; }
};

std::string event(std::string_view name, std::string_view id, const json::Value& data) {
  return "event: " + std::string{name} + "\nid: " + std::string{id} +
         "\ndata: " + json::write(data) + "\n\n";
}

std::optional<std::uint64_t> number_of(std::string_view text) {
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc{} ? std::optional{number} : std::nullopt;
}

/// Of the last event that the caller has. Polyfills of EventSource that cannot set headers send it
/// in the query string. Where both are sent, the header is the newer one: a browser sets it anew at
/// each reconnection, and keeps the URL.
std::string_view last_event_id(const Request& request) {
  const std::string_view header = request.headers.find("Last-Event-ID").value_or("");
  if (!header.empty()) return header;
  const auto asked = request.query.find("lastEventId");
  return asked == request.query.end() ? std::string_view{} : asked->second;
}

/// The place of a stream is counted before it begins: a first pause, over at once.
Response seated(const Request& request, const auth::ApiKey& key, std::string topic) {
  return Response::paused(
      {.topic = std::move(topic), .until = request.arrived, .owner = key.id.text()});
}

/// The piece of the stream that this turn tells, and how it goes on.
Response piece(const Request& request, std::string events, Memory memory, Pause pause) {
  const std::int64_t now =
      std::chrono::duration_cast<std::chrono::seconds>(Clock::now().time_since_epoch()).count();
  if (events.empty() && now - memory.told_at >= kHeartbeat / 1s) events = ":\n\n";
  if (!events.empty()) memory.told_at = now;
  Response response = Response::text(200, "text/event-stream; charset=utf-8", std::move(events));
  response.headers.set("X-Accel-Buffering", "no");  // as nginx wants to be told
  if (!request.may_pause || request.stop.stop_requested()) return response;
  pause.until = Clock::now() + kLook;
  pause.memory = memory.text();
  pause.streams = true;
  response.pause = std::move(pause);
  return response;
}

/// Too many streams of this key: said before the first event, an end afterwards.
void require_seat(const Request& request) {
  if (request.turn != 1 || request.may_pause) return;
  request.identity->limit = "max-parked-requests";
  throw rate_limited(5s);
}

/// The jobs of the news that the key may know of; one that has gone since is judged by what is told
/// of its end.
std::set<base::JobId> known(const std::vector<job::JobEventLog::JobEvent>& items, Reach reach) {
  std::map<base::JobId, bool> is_known;
  for (auto item = items.rbegin(); item != items.rend(); ++item) {
    if (is_known.contains(item->job)) continue;
    is_known[item->job] = item->deleted_snapshot ? reach.holds(*item->deleted_snapshot)
                                                 : reach.find(item->job).has_value();
  }
  std::set<base::JobId> known;
  for (const auto& [job, is_it] : is_known) {
    if (is_it) known.insert(job);
  }
  return known;
}

}  // namespace

Response EventRoutes::of_job(const Request& request) const {
  const auto key = authenticated(services_, request, auth::Scope::kRead);
  const std::uint64_t seen = services_.jobs.event_log().last_sequence();
  const auto job = Reach{services_, key}.find(base::JobId{request.argument("uid")});
  if (!job && request.turn > 1) return Response::text(200, "text/event-stream", {});  // deleted
  if (!job) throw not_found();
  const bool is_ended = job::is_terminal(job->status);
  if (request.turn == 0) {
    if (is_ended && last_event_id(request) == kEnd) return {.status = 204};
    return seated(request, key, topic_of(job->id));
  }
  require_seat(request);

  Memory memory = Memory::of(request);
  const json::Value described = view_.described(*job);
  const std::string id =
      is_ended ? std::string{kEnd} : base::base64url(base::sha256(json::write(described)));
  std::string events = request.turn == 1 ? "retry: 2000\n\n" : "";
  if (id != memory.last) events += event("job", id, described);
  memory.last = id;
  Response response =
      piece(request, std::move(events), std::move(memory),
            {.topic = topic_of(job->id), .seen = seen, .until = {}, .owner = key.id.text()});
  if (is_ended) response.pause.reset();
  return response;
}

Response EventRoutes::of_organization(const Request& request) const {
  const auto key = authenticated(services_, request, auth::Scope::kRead);
  const base::OrganizationUid& organization = key.organization;
  const std::string topic = topic_of(organization);
  if (request.turn == 0) return seated(request, key, topic);
  require_seat(request);

  const job::JobEventLog& news = services_.jobs.event_log();
  Memory memory = Memory::of(request);
  const bool is_first = request.turn == 1;
  const std::uint64_t last = news.last_sequence();
  const auto since =
      is_first ? ids_.number_of(last_event_id(request), organization) : number_of(memory.last);
  const auto items = since ? news.events_after(*since, organization) : std::nullopt;

  std::string events = is_first ? "retry: 2000\n\n" : "";
  if (!items) events += event("reset", ids_.of(last, organization), json::Value::object());
  const auto jobs = items ? known(*items, Reach{services_, key}) : std::set<base::JobId>{};
  for (const job::JobEventLog::JobEvent& item :
       items.value_or(std::vector<job::JobEventLog::JobEvent>{})) {
    if (!jobs.contains(item.job)) continue;
    events += event("job", ids_.of(item.sequence, organization),
                    json::Value::object({{"id", item.job.text()}, {"status", item.event}}));
  }
  memory.last =
      std::to_string(items && !items->empty() ? std::max(last, items->back().sequence) : last);
  return piece(request, std::move(events), std::move(memory),
               {.topic = topic, .seen = last, .until = {}, .owner = key.id.text()});
}

}  // namespace server
