#pragma once

#include <string>

#include "server/data_model_routes.h"
#include "server/document_routes.h"
#include "server/file_route.h"
#include "server/health_routes.h"
#include "server/listener.h"
#include "server/router.h"
#include "server/services.h"
#include "server/status_route.h"
#include "server/submit_route.h"

namespace server {

/// The HTTP side of the program: its routes behind a listening socket. Made and destroyed by one
/// thread; it answers from start() to its destruction.
class Server {
 public:
  /// Binds, or throws base::Error. Links begin with `base_url`, or with the listening address where
  /// it is empty.
  Server(Services services, const Address& address, std::string base_url = {});

  void start() { listener_.start(); }
  /// Ends idle connections and long polls; returns at once. The destructor waits for the rest.
  void stop() { listener_.stop(); }

  [[nodiscard]] const std::string& url() const { return listener_.url(); }

 private:
  void add_routes();

  const Services services_;
  std::string base_url_;  // constant after construction
  const SubmitRoute submit_;
  const StatusRoute status_;
  const FileRoute file_;
  const DataModelRoutes data_models_;
  const DocumentRoutes documents_;
  const HealthRoutes health_;
  Router router_;
  const Handler handler_;
  Listener listener_;  // last: its threads end before what they use
};

}  // namespace server
