#pragma once

#include "server/job_view.h"
#include "server/request.h"
#include "server/response.h"
#include "server/services.h"

namespace server {

/// `GET /v1/bi/jobs/{uid}`: what stands in the job's row, with `?wait=SECONDS` once it has ended.
/// A waiting caller keeps no
/// thread. Any thread.
class StatusRoute {
 public:
  StatusRoute(const Services& services, const JobView& view) : services_(services), view_(view) {}

  [[nodiscard]] Response operator()(const Request& request) const;

 private:
  const Services& services_;
  const JobView& view_;
};

}  // namespace server
