#pragma once

#include <string>

#include "json/value.h"
#include "server/request.h"
#include "server/response.h"

namespace server {

/// The engine's own OpenAPI document: the published contract, to which assets/docs/openapi.json
/// adds paths and schemas and in which it replaces nothing.
[[nodiscard]] json::Value openapi_document();

/// `/openapi.json`, and `/docs` which draws it: both made at start and the same ever after.
class DocumentRoutes {
 public:
  DocumentRoutes();

  [[nodiscard]] Response openapi(const Request& request) const;
  [[nodiscard]] Response docs(const Request& request) const;

 private:
  const SharedBytes document_;  // constant after construction, as are the next two
  Fields page_headers_;
  SharedBytes page_;
};

}  // namespace server
