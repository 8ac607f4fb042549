#pragma once

#include "server/lookup_places.h"
#include "server/request.h"
#include "server/response.h"
#include "server/services.h"

namespace server {

/// `GET /v1/bi/data-models/{uid}/values/{parameter}`: what a form offers for a parameter. Others on
/// which it depends are given as `?region=central&period.from=...`; `search` and `limit` narrow it.
/// Any thread.
class ValueRoute {
 public:
  ValueRoute(const Services& services, LookupPlaces& places)
      : services_(services), places_(places) {}

  [[nodiscard]] Response operator()(const Request& request) const;

 private:
  const Services& services_;
  LookupPlaces& places_;
};

}  // namespace server
