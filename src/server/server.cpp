#include "server/server.h"

#include <utility>

#include "base/error.h"
#include "server/topic.h"

namespace server {

Server::Server(Services services, const Settings& settings)
    : services_(std::move(services)),
      base_url_(settings.base_url),
      base_path_(settings.base_url),
      view_(services_, base_url_),
      acceptance_(services_, base_path_),
      submit_(services_, acceptance_, lookup_places_),
      status_(services_, view_),
      jobs_(services_, acceptance_, view_),
      events_(services_, view_),
      file_(services_),
      data_models_(services_),
      values_(services_, lookup_places_),
      documents_(settings.base_url),
      health_(services_),
      router_(services_.messages, services_.log, services_.clock, base_path_.text() + "/docs"),
      metrics_(services_, router_.traffic()),
      proxies_(settings.trusted_proxies),
      cross_origin_(settings.cors_origins),
      handler_([this](Request& request) { return answer(request); }),
      gate_(settings.addresses, handler_, services_.log, settings.limits, settings.tls) {
  if (base_url_.empty()) base_url_ = gate_.url();
  add_routes();
  services_.jobs.event_log().subscribe([this](const job::JobEventLog::JobEvent& item) {
    gate_.ring(item.sequence, topic_of(item.job));
    gate_.ring(item.sequence, topic_of(item.organization));
  });
}

Server::~Server() { services_.jobs.event_log().subscribe({}); }

Response Server::answer(Request& request) const {
  const std::string_view rest = base_path_.rest(request.path);
  if (!rest.empty() && !router_.knows(request.path) && router_.knows(rest)) {
    request.path = std::string{rest};
  }
  if (request.turn > 0) return routed(request);
  request.peer = proxies_.client(request.peer, request.headers);
  // Who has a valid key is counted by it alone: no neighbour of the address's keeps them out.
  auth::RateLimiter& addresses = services_.throttles.addresses;
  const auth::RateLimitKey address = auth::address_key(request.peer);
  const bool is_too_often = addresses.acquire_or_retry_after(address).has_value();
  if (is_too_often && !request.fault && !has_valid_key(request)) {
    request.fault = Fault::kTooOften;
  }
  Response response = routed(request);
  if (!is_too_often && !request.identity->key.empty()) addresses.refund(address);
  return response;
}

Response Server::routed(Request& request) const {
  auto preflight = cross_origin_.preflight(request);
  Response response = preflight ? *std::move(preflight) : router_.answer(request);
  cross_origin_.finish(request, response);
  return response;
}

/// Where one is asked for.
bool Server::has_valid_key(const Request& request) const {
  const auto sent = request.headers.find("api-key");
  const bool is_asked_for =
      request.path.starts_with("/v1/bi/") && !request.path.starts_with("/v1/bi/files/");
  if (!sent || !is_asked_for) return false;
  try {
    return services_.keys.find_live(*sent).has_value();
  } catch (const base::Error& error) {
    services_.log.error("key.unread", {{"reason", error.what()}});
    return false;
  }
}

void Server::add_routes() {
  router_.add("POST", "/v1/bi/jobs", submit_);
  router_.add("GET", "/v1/bi/jobs", [this](const Request& request) { return jobs_.list(request); });
  router_.add("GET", "/v1/bi/jobs/{uid}", status_);
  router_.add("DELETE", "/v1/bi/jobs/{uid}",
              [this](const Request& request) { return jobs_.remove(request); });
  router_.add("GET", "/v1/bi/jobs/{uid}/events",
              [this](const Request& request) { return events_.of_job(request); });
  router_.add("GET", "/v1/bi/events",
              [this](const Request& request) { return events_.of_organization(request); });
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
  router_.add("GET", "/openapi.json",
              [this](const Request& request) { return documents_.openapi(request); });
  router_.add("GET", "/docs", [this](const Request& request) { return documents_.docs(request); });
  router_.add("GET", "/metrics", metrics_);
  router_.add("GET", "/healthz",
              [this](const Request& request) { return health_.health(request); });
  router_.add("GET", "/readyz",
              [this](const Request& request) { return health_.readiness(request); });
}

}  // namespace server
