#include "server/api/envelope.h"

#include <utility>

namespace server {

Response Envelope::respond(const Request& request, json::Value data,
                           json::Value::Array warnings) const {
  return Response::json(200, json::Value::object({{"app", app},
                                                  {"service", service},
                                                  {"warnings", std::move(warnings)},
                                                  {"instanceId", instance_id},
                                                  {"requestId", request.id},
                                                  {"data", std::move(data)}}));
}

}  // namespace server
