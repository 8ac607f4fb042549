#include "server/routes/event_routes.h"

#include <cstring>
#include <map>
#include <set>
#include <utility>

#include "base/digest.h"
#include "base/parse_integer.h"
#include "json/write.h"
#include "server/api/authentication.h"
#include "server/api/job_visibility.h"
#include "server/api/problem.h"

namespace server {
namespace {

constexpr std::size_t kSecretBytes = 32;

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

constexpr auto kPollInterval = 750ms;  // between two checks of a key and of a job's progress
constexpr auto kHeartbeat = 15s;       // without an event; proxies close idle connections
constexpr std::string_view kEndId = "end";

/// What a stream keeps from one piece to the next: the last event and when it was sent.
struct StreamState {
  std::string last;
  std::int64_t sent_at = 0;  // seconds of the steady clock

  [[nodiscard]] static StreamState parse(const Request& request) {
    StreamState state;
    const std::size_t space = request.resume_state.find(' ');
    if (space == std::string::npos) return state;
    const std::string_view text = request.resume_state;
    state.sent_at = base::parse_integer<std::int64_t>(text.substr(0, space)).value_or(0);
    state.last = request.resume_state.substr(space + 1);
    return state;
  }
  [[nodiscard]] std::string text() const { return std::to_string(sent_at) + " " + last; }
};

std::string format_event(std::string_view name, std::string_view id, const json::Value& data) {
  return "event: " + std::string{name} + "\nid: " + std::string{id} +
         "\ndata: " + json::write(data) + "\n\n";
}

/// The id of the last event that the caller has. EventSource polyfills that cannot set headers send
/// it in the query string. If both are sent, the header is newer: a browser sets it at each
/// reconnection but keeps the URL.
std::string_view last_event_id(const Request& request) {
  const std::string_view header = request.headers.find("Last-Event-ID").value_or("");
  if (!header.empty()) return header;
  const auto asked = request.query.find("lastEventId");
  return asked == request.query.end() ? std::string_view{} : asked->second;
}

Principal require_reader(const Services& services, const Request& request) {
  Principal reader = identify(services, request);
  require_scope(reader.key, auth::Scope::kRead);
  return reader;
}

/// Counts the stream before it begins, by a first suspension that ends at once.
Response reserve_slot(const Request& request, const Principal& reader, std::string topic) {
  const bool has_session = reader.session.has_value();
  return Response::suspended(
      {.topic = std::move(topic),
       .until = request.arrived,
       .owner = has_session ? "session " + reader.session->id.text() : reader.key.id.text(),
       .kind = has_session ? SlotKind::kSessionStream : SlotKind::kStream});
}

/// The last piece of a stream whose session has ended. Without an id, so that the one of the last
/// event stays.
Response session_end(const SessionEnded& ended) {
  const auto& reason = ended.reason();
  const json::Value data =
      json::Value::object({{"reason", reason ? auth::name(*reason) : "unknown"}});
  return Response::text(200, "text/event-stream; charset=utf-8",
                        "event: session\ndata: " + json::write(data) + "\n\n");
}

/// The next piece of the stream, and the suspension until the one after it.
Response stream_response(const Request& request, std::string events, StreamState state,
                         Suspension suspension) {
  const std::int64_t now =
      std::chrono::duration_cast<std::chrono::seconds>(Clock::now().time_since_epoch()).count();
  if (events.empty() && now - state.sent_at >= kHeartbeat / 1s) events = ":\n\n";
  if (!events.empty()) state.sent_at = now;
  Response response = Response::text(200, "text/event-stream; charset=utf-8", std::move(events));
  response.headers.set("X-Accel-Buffering", "no");  // turns off nginx's buffering
  if (!request.can_suspend || request.stop.stop_requested()) return response;
  suspension.until = Clock::now() + kPollInterval;
  suspension.resume_state = state.text();
  suspension.streams = true;
  response.suspension = std::move(suspension);
  return response;
}

/// Throws Problem 429 before the first event if this key or session, or all together, have too many
/// streams.
void require_slot(const Request& request) {
  if (request.resume_count != 1 || request.can_suspend) return;
  throw rate_limited(5s);
}

/// The jobs in the events that the key may see; a deleted one is judged by its last snapshot.
std::set<base::JobId> visible_jobs(const std::vector<job::JobEventLog::JobEvent>& items,
                                   JobVisibility visibility) {
  std::map<base::JobId, bool> is_visible;
  for (auto item = items.rbegin(); item != items.rend(); ++item) {
    if (is_visible.contains(item->job)) continue;
    is_visible[item->job] = item->deleted_snapshot ? visibility.can_see(*item->deleted_snapshot)
                                                   : visibility.find(item->job).has_value();
  }
  std::set<base::JobId> visible;
  for (const auto& [job, is_it] : is_visible) {
    if (is_it) visible.insert(job);
  }
  return visible;
}

}  // namespace

EventIds::EventIds() : secret_(base::random_bytes(kSecretBytes)) {}

/// "SEAL.MASKED": an HMAC of the number, and the number XOR a mask derived from the HMAC with the
/// same secret (a synthetic initialization vector, as in RFC 5297).
std::string EventIds::format(std::uint64_t number,
                             const base::OrganizationUid& organization) const {
  const std::string seal = base::base64url(
      base::hmac_sha256(secret_, "seal " + std::to_string(number) + " " + organization.text()));
  return seal + "." + std::to_string(number ^ mask(seal));
}

std::optional<std::uint64_t> EventIds::parse(std::string_view id,
                                             const base::OrganizationUid& organization) const {
  const std::size_t dot = id.find('.');
  if (dot == std::string_view::npos) return std::nullopt;
  const auto masked = base::parse_integer<std::uint64_t>(id.substr(dot + 1));
  if (!masked) return std::nullopt;
  const std::uint64_t number = *masked ^ mask(id.substr(0, dot));
  return base::equal_in_constant_time(id, format(number, organization)) ? std::optional{number}
                                                                        : std::nullopt;
}

std::uint64_t EventIds::mask(std::string_view seal) const {
  const base::Sha256 digest = base::hmac_sha256(secret_, "mask " + std::string{seal});
  std::uint64_t mask = 0;
  std::memcpy(&mask, digest.data(), sizeof mask);
  return mask;
}

Response EventRoutes::job_events(const Request& request) const {
  try {
    return stream_job(request);
  } catch (const SessionEnded& ended) {
    if (request.resume_count == 0) throw;
    return session_end(ended);
  }
}

Response EventRoutes::organization_events(const Request& request) const {
  try {
    return stream_organization(request);
  } catch (const SessionEnded& ended) {
    if (request.resume_count == 0) throw;
    return session_end(ended);
  }
}

Response EventRoutes::stream_job(const Request& request) const {
  const Principal reader = require_reader(services_, request);
  const auth::ApiKey& key = reader.key;
  const std::uint64_t seen = services_.jobs.store.event_log().last_sequence();
  const auto job = JobVisibility{services_, key}.find(base::JobId{request.path_parameter("uid")});
  if (!job && request.resume_count > 1)
    return Response::text(200, "text/event-stream", {});  // deleted
  if (!job) throw not_found();
  const bool is_ended = job::is_terminal(job->status);
  if (request.resume_count == 0) {
    if (is_ended && last_event_id(request) == kEndId) return {.status = 204};
    return reserve_slot(request, reader, topic_for(job->id));
  }
  require_slot(request);

  StreamState state = StreamState::parse(request);
  const json::Value description = serializer_.to_json(*job);
  const std::string id =
      is_ended ? std::string{kEndId} : base::base64url(base::sha256(json::write(description)));
  std::string events = request.resume_count == 1 ? "retry: 2000\n\n" : "";
  if (id != state.last) events += format_event("job", id, description);
  state.last = id;
  Response response = stream_response(request, std::move(events), std::move(state),
                                      {.topic = topic_for(job->id), .seen = seen, .until = {}});
  if (is_ended) response.suspension.reset();
  return response;
}

Response EventRoutes::stream_organization(const Request& request) const {
  const Principal reader = require_reader(services_, request);
  const auth::ApiKey& key = reader.key;
  const base::OrganizationUid& organization = key.grant.organization;
  const std::string topic = topic_for(organization);
  if (request.resume_count == 0) return reserve_slot(request, reader, topic);
  require_slot(request);

  const job::JobEventLog& event_log = services_.jobs.store.event_log();
  StreamState state = StreamState::parse(request);
  const bool is_first = request.resume_count == 1;
  const std::uint64_t last = event_log.last_sequence();
  const auto since = is_first ? ids_.parse(last_event_id(request), organization)
                              : base::parse_integer<std::uint64_t>(state.last);
  const auto items = since ? event_log.events_after(*since, organization) : std::nullopt;

  std::string events = is_first ? "retry: 2000\n\n" : "";
  if (!items)
    events += format_event("reset", ids_.format(last, organization), json::Value::object());
  const auto jobs =
      items ? visible_jobs(*items, JobVisibility{services_, key}) : std::set<base::JobId>{};
  for (const job::JobEventLog::JobEvent& item :
       items.value_or(std::vector<job::JobEventLog::JobEvent>{})) {
    if (!jobs.contains(item.job)) continue;
    events += format_event("job", ids_.format(item.sequence, organization),
                           json::Value::object({{"id", item.job.text()}, {"status", item.event}}));
  }
  state.last =
      std::to_string(items && !items->empty() ? std::max(last, items->back().sequence) : last);
  return stream_response(request, std::move(events), std::move(state),
                         {.topic = topic, .seen = last, .until = {}});
}

}  // namespace server
