#pragma once

#include "server/api/services.h"
#include "server/http/request.h"
#include "server/http/response.h"

namespace server {

/// `GET /v1/bi/calendars/hijri?from=2026-01-01&to=2026-03-31`: the Hijri months that contain these
/// days, as the reports count them. A browser's own calendar differs from the published months.
/// Thread-safe.
class CalendarRoute {
 public:
  explicit CalendarRoute(const Services& services) : services_(services) {}

  [[nodiscard]] Response operator()(const Request& request) const;

 private:
  const Services& services_;
};

}  // namespace server
