#include "server/api/organization_time_zone.h"

namespace server {

language::TimeZone organization_time_zone(const Services& services, const auth::ApiKey& caller) {
  const auto catalogue = services.data.catalogue();
  const auto known = catalogue ? catalogue->organization(caller.grant.organization) : std::nullopt;
  return known ? known->time_zone : language::TimeZone{};
}

}  // namespace server
