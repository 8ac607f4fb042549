#pragma once

#include <string>

#include "server/api/base_path.h"
#include "server/api/cors.h"
#include "server/api/job_serializer.h"
#include "server/api/job_submitter.h"
#include "server/api/lookup_slots.h"
#include "server/api/router.h"
#include "server/api/services.h"
#include "server/api/trusted_proxies.h"
#include "server/net/event_loop.h"
#include "server/routes/data_model_routes.h"
#include "server/routes/document_routes.h"
#include "server/routes/event_routes.h"
#include "server/routes/file_route.h"
#include "server/routes/health_routes.h"
#include "server/routes/job_routes.h"
#include "server/routes/metrics_route.h"
#include "server/routes/submit_route.h"
#include "server/routes/value_route.h"
#include "server/settings.h"

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

  void start() { event_loop_.start(); }
  /// Ends idle connections and long polls; returns at once. The destructor waits for the rest.
  void stop() { event_loop_.stop(); }

  /// Looks for a renewed certificate; returns at once.
  void reload_certificates() { event_loop_.reload_certificates(); }

  [[nodiscard]] const std::string& url() const { return event_loop_.url(); }
  /// What answers behind the event loop.
  [[nodiscard]] const Handler& handler() const { return handler_; }

 private:
  void add_routes();
  [[nodiscard]] Response handle(Request& request) const;
  [[nodiscard]] Response dispatch(Request& request) const;
  [[nodiscard]] bool has_valid_key(const Request& request) const;

  const Services services_;
  std::string base_url_;  // constant after construction
  const BasePath base_path_;
  const JobSerializer serializer_;
  const JobSubmitter job_submitter_;
  LookupSlots lookup_slots_;
  const SubmitRoute submit_;
  const JobRoutes jobs_;
  const EventRoutes events_;
  const FileRoute file_;
  const DataModelRoutes data_models_;
  const ValueRoute values_;
  const DocumentRoutes documents_;
  const HealthRoutes health_;
  Router router_;
  const MetricsRoute metrics_;
  const TrustedProxies trusted_proxies_;
  const Cors cors_;
  const Handler handler_;
  EventLoop event_loop_;  // last: its threads end before what they use
};

}  // namespace server
