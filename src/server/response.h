#pragma once

#include <string>
#include <variant>

#include "job/files.h"
#include "json/value.h"
#include "server/fields.h"

namespace server {

/// One answer: bytes, or a whole open file. A value.
struct Response {
  int status = 200;
  Fields headers;
  std::variant<std::string, job::OpenFile> body = {};

  [[nodiscard]] static Response json(int status, const json::Value& value);
  [[nodiscard]] static Response text(int status, std::string media_type, std::string body);
};

}  // namespace server
