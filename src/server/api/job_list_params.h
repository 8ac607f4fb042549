#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include "auth/api_key_store.h"
#include "job/listing.h"
#include "language/time_zone.h"
#include "server/http/request.h"

namespace server {

/// The query string of `GET /v1/bi/jobs`. A value.
struct JobListParams {
  job::Filter filter;
  std::size_t page_size = 50;
  std::optional<base::JobId> cursor;  // the last job of the previous page
};

/// The query string of a change of many jobs. A value.
struct BulkJobParams {
  static constexpr std::int64_t kMaxJobs = 10'000;

  job::Filter filter;        // never empty
  std::size_t expected = 0;  // at most kMaxJobs
};

/// Throws Problem with a detail for each invalid or unknown parameter. `keys` finds the keys that
/// were rotated into the one that a filter names. Times without an offset are in `zone`.
[[nodiscard]] JobListParams parse_job_list_params(const Request& request, auth::ApiKeyStore& keys,
                                                  const language::TimeZone& zone);
/// The same; also throws if there is no filter, or no number of jobs.
[[nodiscard]] BulkJobParams parse_bulk_job_params(const Request& request, auth::ApiKeyStore& keys,
                                                  const language::TimeZone& zone);

}  // namespace server
