#pragma once

#include <string>

#include "auth/api_key_store.h"
#include "json/value.h"
#include "server/api/key_administration.h"
#include "server/api/services.h"
#include "server/http/request.h"
#include "server/http/response.h"

namespace server {

/// API keys of the caller's organization and of those below, for callers with the scope admin. A
/// secret is in one answer only. Thread-safe.
class KeyRoutes {
 public:
  /// Both must outlive it.
  KeyRoutes(const Services& services, const std::string& base_url)
      : services_(services), base_url_(base_url) {}

  /// `GET /v1/bi/keys`: the newest first, in pages.
  [[nodiscard]] Response list(const Request& request) const;
  /// `POST /v1/bi/keys`: creates a key.
  [[nodiscard]] Response create(const Request& request) const;
  /// `POST /v1/bi/keys/invite`: creates a key for a person, and a link that signs in once.
  [[nodiscard]] Response invite(const Request& request) const;
  /// `POST /v1/bi/keys/{uid}/rotate`: a new key in place of the old one, which lives a while
  /// longer.
  [[nodiscard]] Response rotate(const Request& request) const;
  /// `POST /v1/bi/keys/{uid}/revoke`
  [[nodiscard]] Response revoke(const Request& request) const;

 private:
  [[nodiscard]] json::Value to_json(const auth::ApiKey& key, const auth::ApiKey& caller) const;
  [[nodiscard]] auth::ApiKeyStore::Created create_key(const Request& request,
                                                      const auth::ApiKey& caller) const;
  /// Throws Problem 404 unless the caller manages the key.
  [[nodiscard]] auth::ApiKey require_managed(const Request& request,
                                             const auth::ApiKey& caller) const;

  const Services& services_;
  const std::string& base_url_;
};

}  // namespace server
