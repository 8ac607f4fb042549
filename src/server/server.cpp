#include "server/server.h"

#include <utility>

namespace server {

Server::Server(Services services, const Address& address, std::string base_url)
    : services_(std::move(services)),
      base_url_(std::move(base_url)),
      submit_(services_),
      status_(services_, base_url_),
      file_(services_),
      data_models_(services_),
      health_(services_),
      router_(services_.phrases, services_.log, services_.clock),
      handler_([this](Request request) { return router_.answer(std::move(request)); }),
      listener_(address, handler_, services_.log) {
  if (base_url_.empty()) base_url_ = listener_.url();
  add_routes();
}

void Server::add_routes() {
  router_.add("POST", "/v1/bi/jobs", submit_);
  router_.add("GET", "/v1/bi/jobs/{uid}", status_);
  router_.add("GET", "/v1/bi/files/{uid}", file_);
  router_.add("GET", "/v1/bi/data-models",
              [this](const Request& request) { return data_models_.list(request); });
  router_.add("GET", "/v1/bi/data-models/{uid}",
              [this](const Request& request) { return data_models_.describe(request); });
  router_.add("GET", "/openapi.json",
              [this](const Request& request) { return documents_.openapi(request); });
  router_.add("GET", "/docs", [this](const Request& request) { return documents_.docs(request); });
  router_.add("GET", "/healthz",
              [this](const Request& request) { return health_.health(request); });
  router_.add("GET", "/readyz",
              [this](const Request& request) { return health_.readiness(request); });
}

}  // namespace server
