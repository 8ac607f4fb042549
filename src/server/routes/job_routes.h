#pragma once

#include <string>

#include "auth/api_key.h"
#include "server/api/job_serializer.h"
#include "server/api/job_submitter.h"
#include "server/api/services.h"
#include "server/http/request.h"
#include "server/http/response.h"

namespace server {

/// The routes of jobs except submitting: list, status, cancel, delete and retry. Thread-safe.
class JobRoutes {
 public:
  JobRoutes(const Services& services, const JobSubmitter& job_submitter,
            const JobSerializer& serializer)
      : services_(services), job_submitter_(job_submitter), serializer_(serializer) {}

  /// `GET /v1/bi/jobs`: newest first, filtered by status, data model and time, in pages.
  [[nodiscard]] Response list(const Request& request) const;
  /// `GET /v1/bi/jobs/{uid}`: the job; with `?wait=SECONDS`, once it has ended. No thread waits.
  [[nodiscard]] Response status(const Request& request) const;
  /// `POST /v1/bi/jobs/{uid}/cancel`: the cancellation is durable when it is answered; 409 if the
  /// job had ended before.
  [[nodiscard]] Response cancel(const Request& request) const;
  /// `DELETE /v1/bi/jobs/{uid}`: deletes the job and its file, whatever its status.
  [[nodiscard]] Response remove(const Request& request) const;
  /// `POST /v1/bi/jobs/{uid}/retry`: submits the request of an ended job again.
  [[nodiscard]] Response retry(const Request& request) const;

 private:
  void remove_file(const std::string& name, const Request& request) const;
  /// Throws Problem 404 if the key may not see the job.
  [[nodiscard]] job::Job require_job(const auth::ApiKey& key, const base::JobId& id) const;

  const Services& services_;
  const JobSubmitter& job_submitter_;
  const JobSerializer& serializer_;
};

}  // namespace server
