#pragma once

#include "server/api/services.h"
#include "server/http/request.h"
#include "server/http/response.h"

namespace server {

/// `GET /v1/bi/data-models` and `/{uid}`: what the caller's organization may ask for, and what a
/// form for it needs. A model that is not open to it is as if it did not exist. Any thread.
class DataModelRoutes {
 public:
  explicit DataModelRoutes(const Services& services) : services_(services) {}

  [[nodiscard]] Response list(const Request& request) const;
  [[nodiscard]] Response describe(const Request& request) const;

 private:
  const Services& services_;
};

}  // namespace server
