#pragma once

#include <string>
#include <vector>

#include "auth/api_key.h"
#include "json/value.h"
#include "language/language.h"
#include "server/api/services.h"
#include "server/http/request.h"
#include "server/http/response.h"

namespace server {

/// What runs, what waits and what is stored, of the caller's organization and those below; of other
/// organizations only numbers together. With the scope operator, of all organizations, and the
/// state of the installation. Thread-safe.
class OperationRoutes {
 public:
  explicit OperationRoutes(const Services& services) : services_(services) {}

  /// `GET /v1/bi/operations`
  [[nodiscard]] Response show(const Request& request) const;
  /// `POST /v1/bi/operations/sources/{name}/test`: queries a source now.
  [[nodiscard]] Response test_source(const Request& request) const;
  /// `POST /v1/bi/operations/doctor`: makes all checks of `doctor` now.
  [[nodiscard]] Response check(const Request& request) const;

 private:
  [[nodiscard]] json::Value workload(const auth::ApiKey& caller) const;
  [[nodiscard]] json::Value findings_to_json(const std::vector<HealthFinding>& findings,
                                             language::Language language) const;
  void add_installation(json::Value& data, language::Language language) const;
  [[nodiscard]] json::Value source_to_json(const std::string& name, const SourceState& state,
                                           language::Language language) const;
  [[nodiscard]] json::Value organization_to_json(const base::OrganizationUid& uid,
                                                 const job::Queue::Load& load,
                                                 std::int64_t running) const;

  const Services& services_;
};

}  // namespace server
