#pragma once

#include "server/api/lookup_slots.h"
#include "server/api/services.h"
#include "server/http/request.h"
#include "server/http/response.h"

namespace server {

/// `GET /v1/bi/data-models/{uid}/values/{parameter}`: what a form offers for a parameter. Others on
/// which it depends are given as `?region=central&period.from=...`; `search` and `limit` narrow it.
/// Any thread.
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
