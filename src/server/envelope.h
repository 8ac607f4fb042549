#pragma once

#include <string>

#include "json/value.h"
#include "server/request.h"
#include "server/response.h"

namespace server {

/// The members that stand around every answer that succeeds. Immutable: any thread.
struct Envelope {
  std::string app = "gormic";
  std::string service = "bi";
  std::string instance_id;  // this installation and start

  [[nodiscard]] Response answer(const Request& request, json::Value data,
                                json::Value::Array warnings = {}) const;
};

}  // namespace server
