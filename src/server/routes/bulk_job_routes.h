#pragma once

#include <span>
#include <string>
#include <vector>

#include "auth/api_key.h"
#include "job/store.h"
#include "server/api/job_list_params.h"
#include "server/api/services.h"
#include "server/http/request.h"
#include "server/http/response.h"

namespace server {

/// Cancels or deletes all jobs that match a filter, if they are as many as the caller expects.
/// Other writers go first between the transactions. Thread-safe.
class BulkJobRoutes {
 public:
  explicit BulkJobRoutes(const Services& services) : services_(services) {}

  /// `POST /v1/bi/jobs/cancel`: the pending and running jobs that match.
  [[nodiscard]] Response cancel(const Request& request) const;
  /// `DELETE /v1/bi/jobs`: jobs and their files.
  [[nodiscard]] Response remove(const Request& request) const;

 private:
  using Change = void (job::Store::*)(const base::OrganizationUid&, std::span<const base::JobId>,
                                      const job::Store::ForEach&, const job::Store::OnEnded&);

  /// The matching jobs that the key may see. Throws Problem 409 if they are not as many as
  /// expected.
  [[nodiscard]] std::vector<base::JobId> require_expected(const auth::ApiKey& key,
                                                          const BulkJobParams& params) const;
  /// Returns how many jobs it has changed: those that have ended or gone meanwhile are left out.
  [[nodiscard]] std::int64_t change_all(const Request& request, const auth::ApiKey& key,
                                        std::span<const base::JobId> ids, Change change,
                                        const std::string& action) const;
  void remove_file(const job::EndedJob& ended, const Request& request) const;

  const Services& services_;
};

}  // namespace server
