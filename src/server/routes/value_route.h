#pragma once

#include "server/api/lookup_slots.h"
#include "server/api/services.h"
#include "server/http/request.h"
#include "server/http/response.h"

namespace server {

/// `GET /v1/bi/data-models/{uid}/values/{parameter}`: the values that a form offers for a
/// parameter. Parameters it depends on come as `?region=central&period.from=...`; `search` and
/// `limit` narrow the list. Thread-safe.
class ValueRoute {
 public:
  ValueRoute(const Services& services, LookupSlots& lookup_slots)
      : services_(services), lookup_slots_(lookup_slots) {}

  [[nodiscard]] Response operator()(const Request& request) const;

 private:
  const Services& services_;
  LookupSlots& lookup_slots_;
};

}  // namespace server
