#pragma once

#include <string>

#include "json/value.h"
#include "server/http/request.h"
#include "server/http/response.h"

namespace server {

/// The engine's own OpenAPI document: the published contract, to which assets/docs/openapi.json
/// adds paths and schemas and in which it replaces nothing. `server_url` is what paths follow.
[[nodiscard]] json::Value openapi_document(const std::string& server_url = "/");

/// `/openapi.json`, and `/docs` which draws it: both made at start and the same ever after.
class DocumentRoutes {
 public:
  /// `base_url`: that of callers; empty where it is not known.
  explicit DocumentRoutes(const std::string& base_url = {});

  [[nodiscard]] Response openapi(const Request& request) const;
  [[nodiscard]] Response docs(const Request& request) const;

 private:
  const SharedBytes document_;  // constant after construction, as are the next two
  Fields page_headers_;
  SharedBytes page_;
};

}  // namespace server
