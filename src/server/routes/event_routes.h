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

/// Makes the ids of an organization's events: encrypted and authenticated sequence numbers of
/// job::JobEventLog, since these count the events of all organizations. Rejects ids of another
/// organization or of another start of the process. Immutable. Thread-safe.
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

/// Streams of job events (server-sent events: HTML standard, section 9.2). The caller's key or
/// session is checked again within each second, so that a stream ends with it; the last event of a
/// session is "session", with the reason. Thread-safe.
class EventRoutes {
 public:
  EventRoutes(const Services& services, const JobSerializer& serializer)
      : services_(services), serializer_(serializer) {}

  /// `GET /v1/bi/jobs/{uid}/events`: the job, as its status route returns it, after each change
  /// until it ends.
  [[nodiscard]] Response job_events(const Request& request) const;
  /// `GET /v1/bi/events`: each change of any of the organization's jobs. After a "reset" event the
  /// caller has to list the jobs, since it may have missed changes.
  [[nodiscard]] Response organization_events(const Request& request) const;

 private:
  [[nodiscard]] Response stream_job(const Request& request) const;
  [[nodiscard]] Response stream_organization(const Request& request) const;

  const Services& services_;
  const JobSerializer& serializer_;
  const EventIds ids_;
};

}  // namespace server
