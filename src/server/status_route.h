#pragma once

#include "server/api/job_serializer.h"
#include "server/http/request.h"
#include "server/http/response.h"
#include "server/api/services.h"

namespace server {

/// `GET /v1/bi/jobs/{uid}`: what stands in the job's row, with `?wait=SECONDS` once it has ended.
/// A waiting caller keeps no
/// thread. Any thread.
class StatusRoute {
 public:
  StatusRoute(const Services& services, const JobSerializer& serializer)
      : services_(services), serializer_(serializer) {}

  [[nodiscard]] Response operator()(const Request& request) const;

 private:
  const Services& services_;
  const JobSerializer& serializer_;
};

}  // namespace server
