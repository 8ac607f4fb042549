#pragma once

#include "server/api/services.h"
#include "server/http/request.h"
#include "server/http/response.h"

namespace server {

/// `GET /v1/bi/data-models` and `/{uid}`: the data models open to the caller, and what a form for
/// one needs. A data model that is not open to the caller is answered as if it did not exist.
/// Thread-safe.
class DataModelRoutes {
 public:
  explicit DataModelRoutes(const Services& services) : services_(services) {}

  [[nodiscard]] Response list(const Request& request) const;
  [[nodiscard]] Response describe(const Request& request) const;

 private:
  const Services& services_;
};

}  // namespace server
