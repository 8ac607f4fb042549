#pragma once

#include <cstddef>
#include <optional>

#include "job/listing.h"
#include "server/http/request.h"

namespace server {

/// The query string of `GET /v1/bi/jobs`. A value.
struct JobListParams {
  job::Filter filter;
  std::size_t page_size = 50;
  std::optional<base::JobId> cursor;  // the last job of the previous page
};

/// Throws Problem with a detail for each invalid or unknown parameter.
[[nodiscard]] JobListParams parse_job_list_params(const Request& request);

}  // namespace server
