#pragma once

#include "server/request.h"
#include "server/response.h"
#include "server/services.h"
#include "server/traffic.h"

namespace server {

/// `GET /metrics`: how the whole server stands, for Prometheus. Open to anybody, so it names no
/// organization, data model or path. Any thread.
class MetricsRoute {
 public:
  MetricsRoute(const Services& services, const Traffic& traffic)
      : services_(services), traffic_(traffic) {}

  [[nodiscard]] Response operator()(const Request& request) const;

 private:
  const Services& services_;
  const Traffic& traffic_;
};

}  // namespace server
