#pragma once

#include "server/request.h"
#include "server/response.h"
#include "server/services.h"

namespace server {

/// `POST /v1/bi/jobs`: a body becomes an order, and the order a job that is durable before the
/// answer goes out. Any thread.
class SubmitRoute {
 public:
  explicit SubmitRoute(const Services& services) : services_(services) {}

  [[nodiscard]] Response operator()(const Request& request) const;

 private:
  const Services& services_;
};

}  // namespace server
