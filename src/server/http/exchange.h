#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "server/http/head.h"
#include "server/http/request.h"
#include "server/http/response.h"

namespace server {

/// One request of a connection, whole, on its way to an answer and back. A value.
struct Exchange {
  Head head;
  Request request;
  bool keep_alive = false;    // the connection goes on behind the answer
  bool is_streaming = false;  // an answer without an end has begun: no head any more
};

/// What goes back to the client.
struct WireResponse {
  std::string head;  // and the body, where that is bytes of this answer alone
  std::variant<std::monostate, SharedBytes, FilePart> body = {};  // behind the head
  std::optional<Suspension> suspension = {};
};

}  // namespace server
