#pragma once

#include <string>

#include "server/api/base_path.h"
#include "server/api/cors.h"
#include "server/api/job_serializer.h"
#include "server/api/job_submitter.h"
#include "server/api/lookup_slots.h"
#include "server/api/router.h"
#include "server/api/services.h"
#include "server/api/session_cookie.h"
#include "server/api/trusted_proxies.h"
#include "server/net/event_loop.h"
#include "server/routes/bulk_job_routes.h"
#include "server/routes/calendar_route.h"
#include "server/routes/console_routes.h"
#include "server/routes/audit_route.h"
#include "server/routes/data_model_routes.h"
#include "server/routes/document_routes.h"
#include "server/routes/event_routes.h"
#include "server/routes/file_route.h"
#include "server/routes/health_routes.h"
#include "server/routes/job_routes.h"
#include "server/routes/key_routes.h"
#include "server/routes/metrics_route.h"
#include "server/routes/operation_routes.h"
#include "server/routes/preview_route.h"
#include "server/routes/saved_request_routes.h"
#include "server/routes/session_routes.h"
#include "server/routes/submit_route.h"
#include "server/routes/value_route.h"
#include "server/settings.h"

namespace server {

/// The HTTP server: the routes and the event loop that serves them. Constructed and destroyed by
/// one thread; stop(), reload_certificates() and url() are thread-safe.
class Server {
 public:
  /// Binds the addresses. Throws base::Error.
  explicit Server(Services services, const Settings& settings = {});
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  void start() { event_loop_.start(); }
  /// Closes idle connections and ends long polls. Returns at once; the destructor waits for the
  /// requests in progress.
  void stop() { event_loop_.stop(); }

  /// Reads a renewed certificate. Returns at once.
  void reload_certificates() { event_loop_.reload_certificates(); }
  /// Whether connections are served. Takes up to `within`. Thread-safe.
  [[nodiscard]] bool is_responsive(std::chrono::milliseconds within) {
    return event_loop_.is_responsive(within);
  }

  [[nodiscard]] const std::string& url() const { return event_loop_.url(); }
  /// With which links begin: the configured one, else url().
  [[nodiscard]] const std::string& base_url() const { return base_url_; }
  /// The handler that the event loop calls.
  [[nodiscard]] const Handler& handler() const { return handler_; }

 private:
  void add_routes(const Settings& settings);
  void notify_preview(const std::string& topic);
  [[nodiscard]] Response handle(Request& request) const;
  [[nodiscard]] Response dispatch(Request& request) const;
  [[nodiscard]] bool is_cross_site(const Request& request) const;
  [[nodiscard]] bool has_valid_key(const Request& request) const;

  const Services services_;
  std::string base_url_;  // constant after construction
  const BasePath base_path_;
  const JobSerializer serializer_;
  LookupSlots lookup_slots_;
  const JobSubmitter job_submitter_;
  const SubmitRoute submit_;
  const PreviewRoute preview_;
  const JobRoutes jobs_;
  const BulkJobRoutes bulk_jobs_;
  const EventRoutes events_;
  const FileRoute file_;
  const DataModelRoutes data_models_;
  const SavedRequestRoutes saved_requests_;
  const ValueRoute values_;
  const CalendarRoute calendar_;
  const ConsoleRoutes console_;
  const DocumentRoutes documents_;
  const HealthRoutes health_;
  Router router_;
  const SessionRoutes sessions_;
  const KeyRoutes keys_;
  const AuditRoute audit_;
  const OperationRoutes operations_;
  const MetricsRoute metrics_;
  const TrustedProxies trusted_proxies_;
  const Cors cors_;
  const SessionCookie cookie_;
  const Handler handler_;
  EventLoop event_loop_;  // last: its threads end before the members they use are destroyed
};

}  // namespace server
