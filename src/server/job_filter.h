#pragma once

#include <cstddef>
#include <optional>

#include "job/listing.h"
#include "server/request.h"

namespace server {

/// What the query string of `GET /v1/bi/jobs` asks for.
struct JobFilter {
  job::Filter filter;
  std::size_t page_size = 50;
  std::optional<base::JobId> before;  // the last job of the page before: that is the cursor
};

/// Throws Problem with a detail for each part that is wrong or unknown.
[[nodiscard]] JobFilter job_filter(const Request& request);

}  // namespace server
