#pragma once

#include "server/api/http_metrics.h"
#include "server/api/services.h"
#include "server/http/request.h"
#include "server/http/response.h"

namespace server {

/// `GET /metrics`: the server's metrics, for Prometheus. Open to everyone, so it names no
/// organization, data model or path. Thread-safe.
class MetricsRoute {
 public:
  MetricsRoute(const Services& services, const HttpMetrics& http_metrics)
      : services_(services), http_metrics_(http_metrics) {}

  [[nodiscard]] Response operator()(const Request& request) const;

 private:
  const Services& services_;
  const HttpMetrics& http_metrics_;
};

}  // namespace server
