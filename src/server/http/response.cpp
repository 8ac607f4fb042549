#include "server/http/response.h"

#include <utility>

#include "json/write.h"

namespace server {

Response Response::json(int status, const json::Value& value) {
  return text(status, "application/json; charset=utf-8", json::write(value));
}

Response Response::text(int status, std::string media_type, std::string body) {
  Response response;
  response.status = status;
  response.headers.set("Content-Type", std::move(media_type));
  response.body = std::move(body);
  return response;
}

Response Response::suspended(Suspension suspension) {
  Response response;
  response.suspension = std::move(suspension);
  return response;
}

}  // namespace server
