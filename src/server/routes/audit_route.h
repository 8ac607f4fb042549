#pragma once

#include <string>

#include "auth/audit.h"
#include "base/temp_file.h"
#include "server/api/services.h"
#include "server/http/request.h"
#include "server/http/response.h"

namespace server {

/// `GET /v1/bi/audit`: who did what, the newest first, in pages as JSON, or as a CSV
/// that is not cut. With the scope
/// admin, of the caller's organization and those below; with the scope operator too, of all.
/// Thread-safe.
class AuditRoute {
 public:
  explicit AuditRoute(const Services& services) : services_(services) {}

  [[nodiscard]] Response operator()(const Request& request) const;

 private:
  [[nodiscard]] bool is_known_key(const std::string& id, const auth::Audit::Page& page) const;
  /// All entries of the filter, in a file. Throws base::DiskFull.
  [[nodiscard]] base::TempFile write_csv(const auth::Audit::Filter& filter,
                                         auth::Audit::Page page) const;
  /// Throws Problem 507 when the disk is too full.
  [[nodiscard]] Response whole_csv(const Request& request, const auth::Audit::Filter& filter,
                                   const auth::Audit::Page& page) const;

  const Services& services_;
};

}  // namespace server
