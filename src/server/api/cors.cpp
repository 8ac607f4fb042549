#include "server/api/cors.h"

#include <algorithm>

namespace server {

std::optional<std::string> Cors::allowed_origin(const Request& request) const {
  const auto origin = request.headers.find("Origin");
  if (!origin || std::ranges::find(origins_, *origin) == origins_.end()) return std::nullopt;
  return std::string{*origin};
}

std::optional<Response> Cors::preflight(const Request& request) const {
  if (request.method != "OPTIONS" || !request.headers.find("Access-Control-Request-Method") ||
      !allowed_origin(request)) {
    return std::nullopt;
  }
  Response response;
  response.status = 204;
  response.headers.set("Access-Control-Allow-Methods", "GET, HEAD, POST, PUT, DELETE");
  response.headers.set("Access-Control-Allow-Headers",
                       "api-key, organization-id, content-type, accept-language, cache-control, "
                       "idempotency-key, last-event-id, range, if-range, if-match, if-none-match, "
                       "x-request-id, x-requested-with");
  response.headers.set("Access-Control-Max-Age", "600");
  return response;
}

void Cors::add_headers(const Request& request, Response& response) const {
  if (origins_.empty()) return;
  response.headers.set("Vary", "Origin");
  const auto origin = allowed_origin(request);
  if (!origin) return;
  response.headers.set("Access-Control-Allow-Origin", *origin);
  response.headers.set("Access-Control-Expose-Headers",
                       "Location, Retry-After, X-Request-Id, Idempotent-Replayed, ETag, "
                       "Content-Disposition, Content-Range");
}

}  // namespace server
