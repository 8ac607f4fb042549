#pragma once

#include "json/value.h"
#include "server/api/services.h"
#include "server/http/request.h"
#include "server/http/response.h"

namespace server {

/// `/healthz` shows that the process responds; `/readyz` that it can accept and finish a job, and
/// which sources are reachable. Both are open to everyone, so reasons name no path, and never wait
/// for a source. Thread-safe.
class HealthRoutes {
 public:
  explicit HealthRoutes(const Services& services) : services_(services) {}

  [[nodiscard]] Response health(const Request& request) const;
  [[nodiscard]] Response readiness(const Request& request) const;

 private:
  [[nodiscard]] json::Value describe_sources(const Request& request) const;

  const Services& services_;
};

}  // namespace server
