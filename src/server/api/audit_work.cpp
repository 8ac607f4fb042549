#include "server/api/audit_work.h"

#include "auth/audit.h"

namespace server {

database::Writer::Work audit_work(const Services& services, const char* action,
                                  const Request& request, const auth::ApiKey& key) {
  return [entry = auth::Audit::Entry{.action = action,
                                     .organization = key.grant.organization,
                                     .key = key.id,
                                     .peer = request.peer,
                                     .request_id = request.id,
                                     .target = request.path_parameter("uid")},
          now = services.clock.now()](database::Connection& connection) {
    auth::Audit::append(connection, entry, now);
  };
}

}  // namespace server
