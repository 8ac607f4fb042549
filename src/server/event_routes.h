#pragma once

#include "auth/api_key.h"
#include "server/event_ids.h"
#include "server/job_view.h"
#include "server/request.h"
#include "server/response.h"
#include "server/services.h"

namespace server {

/// Server-sent events (the HTML standard, section 9.2): what becomes of jobs, as it happens. The
/// caller's key is looked up again every second, so that a stream ends with it. Any thread.
class EventRoutes {
 public:
  EventRoutes(const Services& services, const JobView& view) : services_(services), view_(view) {}

  /// `GET /v1/bi/jobs/{uid}/events`: the job, as its status has it, again and again until it ends.
  [[nodiscard]] Response of_job(const Request& request) const;
  /// `GET /v1/bi/events`: each change of any of the organization's jobs. After "reset" the caller
  /// has to list them, since some changes may have been missed.
  [[nodiscard]] Response of_organization(const Request& request) const;

 private:
  const Services& services_;
  const JobView& view_;
  const EventIds ids_;
};

}  // namespace server
