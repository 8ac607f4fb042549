#pragma once

#include <string>

#include "auth/api_key.h"
#include "database/writer.h"
#include "server/api/job_serializer.h"
#include "server/api/job_submitter.h"
#include "server/api/services.h"
#include "server/http/request.h"
#include "server/http/response.h"

namespace server {

/// What an organization may do with its jobs besides asking for one: list, cancel, delete and retry
/// them. Any thread.
class JobRoutes {
 public:
  JobRoutes(const Services& services, const JobSubmitter& job_submitter,
            const JobSerializer& serializer)
      : services_(services), job_submitter_(job_submitter), serializer_(serializer) {}

  /// `GET /v1/bi/jobs`: the newest first, by status, data model and time, page by page.
  [[nodiscard]] Response list(const Request& request) const;
  /// `GET /v1/bi/jobs/{uid}`: what stands in the job's row, with `?wait=SECONDS` once it has ended.
  /// A waiting caller keeps no thread.
  [[nodiscard]] Response status(const Request& request) const;
  /// `POST /v1/bi/jobs/{uid}/cancel`: canceled for good when it is answered; 409 where the job had
  /// ended before.
  [[nodiscard]] Response cancel(const Request& request) const;
  /// `DELETE /v1/bi/jobs/{uid}`: the job and its file, wherever the job stands.
  [[nodiscard]] Response remove(const Request& request) const;
  /// `POST /v1/bi/jobs/{uid}/retry`: a new job with the request of an ended one.
  [[nodiscard]] Response retry(const Request& request) const;

 private:
  [[nodiscard]] database::Writer::Work audit_work(const char* action, const Request& request,
                                                  const auth::ApiKey& key) const;
  void remove_file(const std::string& name, const Request& request) const;
  /// Throws Problem 404 for what the key may not know of.
  [[nodiscard]] job::Job require_job(const auth::ApiKey& key, const base::JobId& id) const;

  const Services& services_;
  const JobSubmitter& job_submitter_;
  const JobSerializer& serializer_;
};

}  // namespace server
