#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "job/listing.h"
#include "server/request.h"

namespace server {

/// What the query string of `GET /v1/bi/jobs` asks for.
struct JobFilter {
  job::Filter filter;
  std::size_t page_size = 50;
  std::optional<std::int64_t> before;  // where the page begins, as the cursor says
};

/// Throws Problem with a detail for each part that is wrong or unknown.
[[nodiscard]] JobFilter job_filter(const Request& request);

/// The cursor of the page that begins there. Opaque to callers.
[[nodiscard]] std::string cursor_of(std::int64_t place);

}  // namespace server
