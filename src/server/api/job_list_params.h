#pragma once

#include <cstddef>
#include <optional>

#include "job/listing.h"
#include "server/http/request.h"

namespace server {

/// What the query string of `GET /v1/bi/jobs` asks for.
struct JobListParams {
  job::Filter filter;
  std::size_t page_size = 50;
  std::optional<base::JobId> cursor;  // the last job of the page before: that is the cursor
};

/// Throws Problem with a detail for each part that is wrong or unknown.
[[nodiscard]] JobListParams parse_job_list_params(const Request& request);

}  // namespace server
