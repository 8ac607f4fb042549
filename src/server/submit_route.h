#pragma once

#include "server/acceptance.h"
#include "server/lookup_places.h"
#include "server/request.h"
#include "server/response.h"
#include "server/services.h"

namespace server {

/// `POST /v1/bi/jobs`: a body becomes an order, and the order a job that is durable before the
/// answer goes out. Any thread.
class SubmitRoute {
 public:
  SubmitRoute(const Services& services, const Acceptance& acceptance, LookupPlaces& places)
      : services_(services), acceptance_(acceptance), places_(places) {}

  [[nodiscard]] Response operator()(const Request& request) const;

 private:
  void require_listed(const Request& request, const model::ReportSpec& order) const;

  const Services& services_;
  const Acceptance& acceptance_;
  LookupPlaces& places_;
};

}  // namespace server
