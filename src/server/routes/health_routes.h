#pragma once

#include "json/value.h"
#include "server/api/services.h"
#include "server/http/request.h"
#include "server/http/response.h"

namespace server {

/// `/healthz` says that the process answers, `/readyz` that it can take and finish a job, and which
/// sources answer and why others do not: one that is silent keeps the others' jobs from nothing.
/// Open to anybody, so reasons name no path. It waits for no source. Any thread.
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
