#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "server/http/head.h"
#include "server/http/request.h"
#include "server/http/response.h"

namespace server {

/// One complete request of a connection on its way to a response. A value.
struct Exchange {
  Head head;  // without its fields, which are the request's headers
  Request request;
  bool keep_alive = false;    // the connection stays open after the response
  bool is_streaming = false;  // the head is sent; the body follows in pieces
};

/// A response in the bytes that go to the client. A value.
struct WireResponse {
  std::string head;  // and the body, if only this response has it
  std::variant<std::monostate, SharedBytes, FilePart> body = {};  // follows the head
  std::optional<Suspension> suspension = {};
};

}  // namespace server
