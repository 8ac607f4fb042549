#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "auth/api_key.h"
#include "base/id.h"
#include "server/api/job_serializer.h"
#include "server/api/services.h"
#include "server/http/request.h"
#include "server/http/response.h"

namespace server {

/// What an organization's events are called: the numbers of job::News, sealed, since these count
/// what becomes of all organizations' jobs. Those of another organization, or of another start of
/// this process, are none. Immutable: any thread.
class EventIds {
 public:
  EventIds();

  [[nodiscard]] std::string format(std::uint64_t number,
                                   const base::OrganizationUid& organization) const;
  [[nodiscard]] std::optional<std::uint64_t> parse(std::string_view id,
                                                   const base::OrganizationUid& organization) const;

 private:
  [[nodiscard]] std::uint64_t mask(std::string_view seal) const;

  const std::string secret_;
};

/// Server-sent events (the HTML standard, section 9.2): what becomes of jobs, as it happens. The
/// caller's key is looked up again every second, so that a stream ends with it. Any thread.
class EventRoutes {
 public:
  EventRoutes(const Services& services, const JobSerializer& serializer)
      : services_(services), serializer_(serializer) {}

  /// `GET /v1/bi/jobs/{uid}/events`: the job, as its status has it, again and again until it ends.
  [[nodiscard]] Response job_events(const Request& request) const;
  /// `GET /v1/bi/events`: each change of any of the organization's jobs. After "reset" the caller
  /// has to list them, since some changes may have been missed.
  [[nodiscard]] Response organization_events(const Request& request) const;

 private:
  const Services& services_;
  const JobSerializer& serializer_;
  const EventIds ids_;
};

}  // namespace server
