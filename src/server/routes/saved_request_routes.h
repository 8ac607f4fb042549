#pragma once

#include <cstdint>
#include <optional>

#include "auth/api_key.h"
#include "json/value.h"
#include "model/request_validator.h"
#include "preference/saved_request_store.h"
#include "server/api/base_path.h"
#include "server/api/services.h"
#include "server/http/request.h"
#include "server/http/response.h"

namespace server {

/// `/v1/bi/saved-requests`: named params of a submit, private to a key and those it is rotated
/// into, or for the organization. A shared one is changed by its owner and by `admin` keys.
/// Thread-safe.
class SavedRequestRoutes {
 public:
  /// Both must outlive it; `base_path` begins the `Location` header.
  SavedRequestRoutes(const Services& services, const BasePath& base_path)
      : services_(services), base_path_(base_path) {}

  /// By name, without their params.
  [[nodiscard]] Response list(const Request& request) const;
  [[nodiscard]] Response get(const Request& request) const;
  /// The params are checked as a submit's, except for the values of lookups.
  [[nodiscard]] Response create(const Request& request) const;
  /// Replaces all of it; requires If-Match.
  [[nodiscard]] Response update(const Request& request) const;
  [[nodiscard]] Response remove(const Request& request) const;

 private:
  struct Draft {
    preference::SavedRequestContent content;
    json::Value::Array warnings;
  };

  [[nodiscard]] Draft read_body(const Request& request, const auth::ApiKey& key) const;
  [[nodiscard]] json::Value::Array render_warnings(const Request& request,
                                                   const model::ValidationResult& checked) const;
  /// Whether the key sees it: its own, and shared ones whose data model is open to it.
  [[nodiscard]] bool can_see(const auth::ApiKey& key, const preference::SavedRequest& saved) const;
  /// The one in the path. Throws Problem 404 if the key cannot see it.
  [[nodiscard]] preference::SavedRequest require(const Request& request,
                                                 const auth::ApiKey& key) const;
  /// The same; throws Problem 403 if the key may not change it.
  [[nodiscard]] preference::SavedRequest require_changeable(const Request& request,
                                                            const auth::ApiKey& key) const;
  [[nodiscard]] preference::SavedRequestStore::Also audit(const char* action,
                                                          const Request& request,
                                                          const auth::ApiKey& key) const;
  [[nodiscard]] Response respond(const Request& request, const auth::ApiKey& key,
                                 const preference::SavedRequest& saved,
                                 json::Value::Array warnings = {}) const;

  const Services& services_;
  const BasePath& base_path_;
};

}  // namespace server
