#include "server/api/problem.h"

namespace server {

Problem unavailable(std::vector<base::Diagnostic> details) {
  Problem problem{503, "UNAVAILABLE", base::Message{"server.unavailable"}, std::move(details)};
  problem.add_header("Retry-After", "5");
  return problem;
}

Problem rate_limited(std::chrono::seconds retry_after) {
  Problem problem{429, "RATE_LIMITED",
                  base::Message{"server.rate_limited", {{"seconds", retry_after.count()}}}};
  problem.add_header("Retry-After", std::to_string(retry_after.count()));
  return problem;
}

Problem not_found() { return {404, "NotFound", base::Message{"server.not_found"}}; }

}  // namespace server
