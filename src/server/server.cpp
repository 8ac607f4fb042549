#include "server/server.h"

#include <utility>

#include "base/error.h"
#include "server/api/cross_site.h"

namespace server {
namespace {

/// For people who type the server's address.
Response redirect(const std::string& location) {
  Response response{.status = 302};
  response.headers.set("Location", location);
  return response;
}

}  // namespace

Server::Server(Services services, const Settings& settings)
    : services_(std::move(services)),
      base_url_(settings.base_url),
      base_path_(settings.base_url),
      serializer_(services_, base_url_),
      job_submitter_(services_, base_path_, lookup_slots_),
      submit_(services_, job_submitter_),
      preview_(services_, [this](const std::string& topic) { notify_preview(topic); }),
      jobs_(services_, job_submitter_, serializer_),
      bulk_jobs_(services_),
      events_(services_, serializer_),
      file_(services_),
      data_models_(services_),
      saved_requests_(services_, base_path_),
      values_(services_, lookup_slots_),
      calendar_(services_),
      console_(base_path_.text()),
      documents_(settings.base_url,
                 settings.console ? base_path_.text() + console_.asset_path() : std::string{}),
      health_(services_),
      router_(services_.messages, services_.log, services_.clock, base_path_.text()),
      sessions_(services_, base_url_),
      keys_(services_, base_url_),
      audit_(services_),
      operations_(services_),
      metrics_(services_, router_.metrics()),
      trusted_proxies_(settings.trusted_proxies),
      cors_(settings.cors_origins),
      cookie_(services_.auth.sessions.installation()),
      handler_([this](Request& request) { return handle(request); }),
      event_loop_(settings.addresses, handler_, services_.log, settings.limits, settings.tls) {
  if (base_url_.empty()) base_url_ = event_loop_.url();
  add_routes(settings);
  services_.jobs.store.event_log().subscribe([this](const job::JobEventLog::JobEvent& item) {
    event_loop_.notify(item.sequence, topic_for(item.job));
    event_loop_.notify(item.sequence, topic_for(item.organization));
  });
}

/// A number above all that the route has read from the event log before the preview ended.
void Server::notify_preview(const std::string& topic) {
  event_loop_.notify(services_.jobs.store.event_log().last_sequence() + 1, topic);
}

Server::~Server() { services_.jobs.store.event_log().subscribe({}); }

Response Server::handle(Request& request) const {
  const std::string_view stripped = base_path_.strip(request.path);
  if (!stripped.empty() && !router_.has_resource(request.path) && router_.has_resource(stripped)) {
    request.path = std::string{stripped};
  }
  if (request.resume_count > 0) return dispatch(request);
  request.peer = trusted_proxies_.client_address(request.peer, request.headers);
  if (!request.error && is_cross_site(request)) request.error = RequestError::kCrossSite;
  // Requests with a valid key count against the key only, so that other clients at the same address
  // cannot lock them out.
  auth::RateLimiter& addresses = services_.auth.rate_limiters.addresses;
  const auth::RateLimitKey address = auth::address_key(request.peer);
  const bool is_rate_limited = addresses.acquire_or_retry_after(address).has_value();
  if (is_rate_limited && !request.error && !has_valid_key(request)) {
    request.error = RequestError::kRateLimited;
  }
  Response response = dispatch(request);
  if (!is_rate_limited && !request.identity->key.empty()) addresses.refund(address);
  return response;
}

Response Server::dispatch(Request& request) const {
  auto preflight = cors_.preflight(request);
  Response response = preflight ? *std::move(preflight) : router_.handle(request);
  cors_.add_headers(request, response);
  return response;
}

/// Whether a page of another site makes the browser use a session, or begin one.
bool Server::is_cross_site(const Request& request) const {
  if (request.method == "GET" || request.method == "HEAD" || request.method == "OPTIONS") {
    return false;
  }
  const bool signs_in = request.method == "POST" && request.path == "/v1/bi/sessions";
  const bool uses_cookie = !request.headers.find("api-key") && cookie_.token(request);
  return (signs_in || uses_cookie) && !is_same_origin(request, base_url_, event_loop_.url());
}

/// A valid key or a live session; only for paths that require one.
bool Server::has_valid_key(const Request& request) const {
  const auto sent = request.headers.find("api-key");
  const bool needs_key =
      request.path.starts_with("/v1/bi/") && !request.path.starts_with("/v1/bi/files/");
  if (!needs_key) return false;
  try {
    if (sent) return services_.auth.keys.find_live(*sent).has_value();
    const auto token = cookie_.token(request);
    const auto session = token ? services_.auth.sessions.find(*token) : std::nullopt;
    return session && !session->end;
  } catch (const base::Error& error) {
    services_.log.error("key.read_failed", {{"reason", error.what()}});
    return false;
  }
}

void Server::add_routes(const Settings& settings) {
  const std::string home = base_path_.text() + (settings.console ? "/console" : "/docs");
  router_.add("GET", "/", [home](const Request&) { return redirect(home); });
  router_.add("POST", "/v1/bi/jobs", submit_);
  router_.add("POST", "/v1/bi/previews", preview_);
  router_.add("GET", "/v1/bi/jobs", [this](const Request& request) { return jobs_.list(request); });
  router_.add("DELETE", "/v1/bi/jobs",
              [this](const Request& request) { return bulk_jobs_.remove(request); });
  router_.add("POST", "/v1/bi/jobs/cancel",
              [this](const Request& request) { return bulk_jobs_.cancel(request); });
  router_.add("GET", "/v1/bi/jobs/{uid}",
              [this](const Request& request) { return jobs_.status(request); });
  router_.add("DELETE", "/v1/bi/jobs/{uid}",
              [this](const Request& request) { return jobs_.remove(request); });
  router_.add("GET", "/v1/bi/jobs/{uid}/events",
              [this](const Request& request) { return events_.job_events(request); });
  router_.add("GET", "/v1/bi/events",
              [this](const Request& request) { return events_.organization_events(request); });
  router_.add("POST", "/v1/bi/jobs/{uid}/cancel",
              [this](const Request& request) { return jobs_.cancel(request); });
  router_.add("POST", "/v1/bi/jobs/{uid}/retry",
              [this](const Request& request) { return jobs_.retry(request); });
  router_.add("GET", "/v1/bi/files/{uid}", file_);
  router_.add("GET", "/v1/bi/data-models",
              [this](const Request& request) { return data_models_.list(request); });
  router_.add("GET", "/v1/bi/data-models/{uid}",
              [this](const Request& request) { return data_models_.describe(request); });
  router_.add("GET", "/v1/bi/data-models/{uid}/values/{parameter}", values_);
  router_.add("PUT", "/v1/bi/data-models/{uid}/favourite",
              [this](const Request& request) { return data_models_.add_favourite(request); });
  router_.add("DELETE", "/v1/bi/data-models/{uid}/favourite",
              [this](const Request& request) { return data_models_.remove_favourite(request); });
  router_.add("GET", "/v1/bi/saved-requests",
              [this](const Request& request) { return saved_requests_.list(request); });
  router_.add("POST", "/v1/bi/saved-requests",
              [this](const Request& request) { return saved_requests_.create(request); });
  router_.add("GET", "/v1/bi/saved-requests/{uid}",
              [this](const Request& request) { return saved_requests_.get(request); });
  router_.add("PUT", "/v1/bi/saved-requests/{uid}",
              [this](const Request& request) { return saved_requests_.update(request); });
  router_.add("DELETE", "/v1/bi/saved-requests/{uid}",
              [this](const Request& request) { return saved_requests_.remove(request); });
  router_.add("GET", "/v1/bi/calendars/hijri", calendar_);
  router_.add("POST", "/v1/bi/sessions",
              [this](const Request& request) { return sessions_.sign_in(request); });
  router_.add("GET", "/v1/bi/sessions",
              [this](const Request& request) { return sessions_.list(request); });
  router_.add("DELETE", "/v1/bi/sessions",
              [this](const Request& request) { return sessions_.sign_out_everywhere(request); });
  router_.add("GET", "/v1/bi/sessions/current",
              [this](const Request& request) { return sessions_.current(request); });
  router_.add("PUT", "/v1/bi/sessions/current",
              [this](const Request& request) { return sessions_.change(request); });
  router_.add("DELETE", "/v1/bi/sessions/current",
              [this](const Request& request) { return sessions_.sign_out(request); });
  router_.add("DELETE", "/v1/bi/sessions/{uid}",
              [this](const Request& request) { return sessions_.end(request); });
  router_.add("GET", "/v1/bi/keys", [this](const Request& request) { return keys_.list(request); });
  router_.add("POST", "/v1/bi/keys",
              [this](const Request& request) { return keys_.create(request); });
  router_.add("POST", "/v1/bi/keys/invite",
              [this](const Request& request) { return keys_.invite(request); });
  router_.add("POST", "/v1/bi/keys/{uid}/rotate",
              [this](const Request& request) { return keys_.rotate(request); });
  router_.add("POST", "/v1/bi/keys/{uid}/revoke",
              [this](const Request& request) { return keys_.revoke(request); });
  router_.add("GET", "/v1/bi/audit", audit_);
  router_.add("GET", "/v1/bi/operations",
              [this](const Request& request) { return operations_.show(request); });
  router_.add("POST", "/v1/bi/operations/doctor",
              [this](const Request& request) { return operations_.check(request); });
  router_.add("POST", "/v1/bi/operations/sources/{name}/test",
              [this](const Request& request) { return operations_.test_source(request); });
  router_.add("GET", "/openapi.json",
              [this](const Request& request) { return documents_.openapi(request); });
  router_.add("GET", "/docs", [this](const Request& request) { return documents_.docs(request); });
  if (settings.console) {
    router_.add("GET", "/console", console_);
    router_.add("GET", "/console/{path...}", console_);
  }
  router_.add("GET", "/metrics", metrics_);
  router_.add("GET", "/healthz",
              [this](const Request& request) { return health_.health(request); });
  router_.add("GET", "/readyz",
              [this](const Request& request) { return health_.readiness(request); });
}

}  // namespace server
