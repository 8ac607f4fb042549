#pragma once

#include "server/api/job_submitter.h"
#include "server/api/services.h"
#include "server/http/request.h"
#include "server/http/response.h"

namespace server {

/// `POST /v1/bi/jobs`: turns a body into a job that is durable before the response is sent.
/// Thread-safe.
class SubmitRoute {
 public:
  SubmitRoute(const Services& services, const JobSubmitter& job_submitter)
      : services_(services), job_submitter_(job_submitter) {}

  [[nodiscard]] Response operator()(const Request& request) const;

 private:
  const Services& services_;
  const JobSubmitter& job_submitter_;
};

}  // namespace server
