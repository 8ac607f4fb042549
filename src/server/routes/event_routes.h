#pragma once

#include "auth/api_key.h"
#include "server/event_ids.h"
#include "server/api/job_serializer.h"
#include "server/http/request.h"
#include "server/http/response.h"
#include "server/api/services.h"

namespace server {

/// Server-sent events (the HTML standard, section 9.2): what becomes of jobs, as it happens. The
/// caller's key is looked up again every second, so that a stream ends with it. Any thread.
class EventRoutes {
 public:
  EventRoutes(const Services& services, const JobSerializer& serializer)
      : services_(services), serializer_(serializer) {}

  /// `GET /v1/bi/jobs/{uid}/events`: the job, as its status has it, again and again until it ends.
  [[nodiscard]] Response job_events(const Request& request) const;
  /// `GET /v1/bi/events`: each change of any of the organization's jobs. After "reset" the caller
  /// has to list them, since some changes may have been missed.
  [[nodiscard]] Response organization_events(const Request& request) const;

 private:
  const Services& services_;
  const JobSerializer& serializer_;
  const EventIds ids_;
};

}  // namespace server
