#pragma once

#include <string>

#include "json/value.h"
#include "server/http/request.h"
#include "server/http/response.h"

namespace server {

/// The members around the data of every successful JSON response. Immutable. Thread-safe.
struct Envelope {
  std::string app = "gormic";
  std::string service = "bi";
  std::string instance_id;  // of this installation and start

  [[nodiscard]] Response respond(const Request& request, json::Value data,
                                 json::Value::Array warnings = {}) const;
};

}  // namespace server
