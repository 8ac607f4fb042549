#pragma once

#include "server/api/job_submitter.h"
#include "server/api/lookup_slots.h"
#include "server/api/services.h"
#include "server/http/request.h"
#include "server/http/response.h"

namespace server {

/// `POST /v1/bi/jobs`: turns a body into a job that is durable before the response is sent.
/// Thread-safe.
class SubmitRoute {
 public:
  SubmitRoute(const Services& services, const JobSubmitter& job_submitter,
              LookupSlots& lookup_slots)
      : services_(services), job_submitter_(job_submitter), lookup_slots_(lookup_slots) {}

  [[nodiscard]] Response operator()(const Request& request) const;

 private:
  void require_listed_values(const Request& request, const model::ReportSpec& order) const;

  const Services& services_;
  const JobSubmitter& job_submitter_;
  LookupSlots& lookup_slots_;
};

}  // namespace server
