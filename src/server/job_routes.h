#pragma once

#include <string>

#include "auth/api_key.h"
#include "database/writer.h"
#include "server/acceptance.h"
#include "server/job_view.h"
#include "server/request.h"
#include "server/response.h"
#include "server/services.h"

namespace server {

/// What an organization may do with its jobs besides asking for one: list, cancel, delete and retry
/// them. Any thread.
class JobRoutes {
 public:
  JobRoutes(const Services& services, const Acceptance& acceptance, const JobView& view)
      : services_(services), acceptance_(acceptance), view_(view) {}

  /// `GET /v1/bi/jobs`: the newest first, by status, data model and time, page by page.
  [[nodiscard]] Response list(const Request& request) const;
  /// `POST /v1/bi/jobs/{uid}/cancel`: canceled for good when it is answered; 409 where the job had
  /// ended before.
  [[nodiscard]] Response cancel(const Request& request) const;
  /// `DELETE /v1/bi/jobs/{uid}`: the job and its file, wherever the job stands.
  [[nodiscard]] Response remove(const Request& request) const;
  /// `POST /v1/bi/jobs/{uid}/retry`: a new job with the request of an ended one.
  [[nodiscard]] Response retry(const Request& request) const;

 private:
  [[nodiscard]] database::Writer::Work audited(const char* action, const Request& request,
                                               const auth::ApiKey& key) const;
  void remove_file(const std::string& name, const Request& request) const;
  /// Throws Problem 404 for what the key may not know of.
  [[nodiscard]] job::Job found(const auth::ApiKey& key, const base::JobId& id) const;

  const Services& services_;
  const Acceptance& acceptance_;
  const JobView& view_;
};

}  // namespace server
