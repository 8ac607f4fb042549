#include "server/server.h"

#include <utility>

#include "base/error.h"

namespace server {

Server::Server(Services services, const Settings& settings)
    : services_(std::move(services)),
      base_url_(settings.base_url),
      base_path_(settings.base_url),
      serializer_(services_, base_url_),
      job_submitter_(services_, base_path_, lookup_slots_),
      submit_(services_, job_submitter_),
      jobs_(services_, job_submitter_, serializer_),
      events_(services_, serializer_),
      file_(services_),
      data_models_(services_),
      values_(services_, lookup_slots_),
      calendar_(services_),
      documents_(settings.base_url),
      console_(base_path_.text()),
      health_(services_),
      router_(services_.messages, services_.log, services_.clock, base_path_.text() + "/docs"),
      metrics_(services_, router_.metrics()),
      trusted_proxies_(settings.trusted_proxies),
      cors_(settings.cors_origins),
      handler_([this](Request& request) { return handle(request); }),
      event_loop_(settings.addresses, handler_, services_.log, settings.limits, settings.tls) {
  if (base_url_.empty()) base_url_ = event_loop_.url();
  add_routes(settings);
  services_.jobs.store.event_log().subscribe([this](const job::JobEventLog::JobEvent& item) {
    event_loop_.notify(item.sequence, topic_for(item.job));
    event_loop_.notify(item.sequence, topic_for(item.organization));
  });
}

Server::~Server() { services_.jobs.store.event_log().subscribe({}); }

Response Server::handle(Request& request) const {
  const std::string_view stripped = base_path_.strip(request.path);
  if (!stripped.empty() && !router_.has_resource(request.path) && router_.has_resource(stripped)) {
    request.path = std::string{stripped};
  }
  if (request.resume_count > 0) return dispatch(request);
  request.peer = trusted_proxies_.client_address(request.peer, request.headers);
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

/// Only for paths that require a key.
bool Server::has_valid_key(const Request& request) const {
  const auto sent = request.headers.find("api-key");
  const bool needs_key =
      request.path.starts_with("/v1/bi/") && !request.path.starts_with("/v1/bi/files/");
  if (!sent || !needs_key) return false;
  try {
    return services_.auth.keys.find_live(*sent).has_value();
  } catch (const base::Error& error) {
    services_.log.error("key.read_failed", {{"reason", error.what()}});
    return false;
  }
}

void Server::add_routes(const Settings& settings) {
  router_.add("POST", "/v1/bi/jobs", submit_);
  router_.add("GET", "/v1/bi/jobs", [this](const Request& request) { return jobs_.list(request); });
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
  router_.add("GET", "/v1/bi/calendars/hijri", calendar_);
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
