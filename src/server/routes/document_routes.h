#pragma once

#include <string>

#include "json/value.h"
#include "server/http/request.h"
#include "server/http/response.h"

namespace server {

/// The server's OpenAPI document: the published contract plus the paths and schemas of
/// assets/docs/openapi.json, which replace nothing. `server_url` precedes the paths.
[[nodiscard]] json::Value openapi_document(const std::string& server_url = "/");

/// `/openapi.json`, and `/docs`, which displays it; both are rendered once, at construction.
/// Thread-safe.
class DocumentRoutes {
 public:
  /// `base_url` is the server's public URL; empty if unknown. `console_assets` is the public path
  /// of the console's files, whose fonts the page uses; empty without the console.
  explicit DocumentRoutes(const std::string& base_url = {}, const std::string& console_assets = {});

  [[nodiscard]] Response openapi(const Request& request) const;
  [[nodiscard]] Response docs(const Request& request) const;

 private:
  const SharedBytes document_;  // constant after construction, as are the next two
  Fields page_headers_;
  SharedBytes page_;
};

}  // namespace server
