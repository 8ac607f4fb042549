#pragma once

#include "auth/api_key.h"
#include "server/api/services.h"
#include "server/http/request.h"
#include "server/http/response.h"

namespace server {

/// The data models open to the caller, what a form for one needs, and the caller's favourites among
/// them. A data model that is not open to the caller is answered as if it did not exist.
/// Thread-safe.
class DataModelRoutes {
 public:
  explicit DataModelRoutes(const Services& services) : services_(services) {}

  [[nodiscard]] Response list(const Request& request) const;
  [[nodiscard]] Response describe(const Request& request) const;
  /// `PUT /v1/bi/data-models/{uid}/favourite`. The same again changes nothing.
  [[nodiscard]] Response add_favourite(const Request& request) const;
  /// `DELETE` of the same; also if the data model is not open any more.
  [[nodiscard]] Response remove_favourite(const Request& request) const;

 private:
  [[nodiscard]] Response respond_favourite(const Request& request, bool is_favourite) const;

  const Services& services_;
};

}  // namespace server
