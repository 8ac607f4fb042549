#pragma once

#include <string>

#include "server/acceptance.h"
#include "server/base_path.h"
#include "server/cross_origin.h"
#include "server/data_model_routes.h"
#include "server/document_routes.h"
#include "server/event_routes.h"
#include "server/file_route.h"
#include "server/health_routes.h"
#include "server/job_routes.h"
#include "server/job_view.h"
#include "server/gate.h"
#include "server/lookup_places.h"
#include "server/metrics_route.h"
#include "server/proxies.h"
#include "server/router.h"
#include "server/services.h"
#include "server/settings.h"
#include "server/status_route.h"
#include "server/submit_route.h"
#include "server/value_route.h"

namespace server {

/// The HTTP side of the program: its routes behind a listening socket. Made and destroyed by one
/// thread; it answers from start() to its destruction.
class Server {
 public:
  /// Binds, or throws base::Error.
  explicit Server(Services services, const Settings& settings = {});
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  void start() { gate_.start(); }
  /// Ends idle connections and long polls; returns at once. The destructor waits for the rest.
  void stop() { gate_.stop(); }

  /// Looks for a renewed certificate; returns at once.
  void renew() { gate_.renew(); }

  [[nodiscard]] const std::string& url() const { return gate_.url(); }
  /// What answers behind the gate.
  [[nodiscard]] const Handler& handler() const { return handler_; }

 private:
  void add_routes();
  [[nodiscard]] Response answer(Request& request) const;
  [[nodiscard]] Response routed(Request& request) const;
  [[nodiscard]] bool has_valid_key(const Request& request) const;

  const Services services_;
  std::string base_url_;  // constant after construction
  const BasePath base_path_;
  const JobView view_;
  const Acceptance acceptance_;
  LookupPlaces lookup_places_;
  const SubmitRoute submit_;
  const StatusRoute status_;
  const JobRoutes jobs_;
  const EventRoutes events_;
  const FileRoute file_;
  const DataModelRoutes data_models_;
  const ValueRoute values_;
  const DocumentRoutes documents_;
  const HealthRoutes health_;
  Router router_;
  const MetricsRoute metrics_;
  const Proxies proxies_;
  const CrossOrigin cross_origin_;
  const Handler handler_;
  Gate gate_;  // last: its threads end before what they use
};

}  // namespace server
