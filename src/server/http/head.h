#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

#include "server/http/limits.h"
#include "server/http/request.h"

namespace server {

/// The head of one request, checked before cpp-httplib sees any of it. What RFC 9112 allows but two
/// readers might read differently (bare LF, obs-fold, two lengths, both framings) is rejected. A
/// value.
struct Head {
  std::string method = "GET";
  std::string target = "/";  // path and query from "/" on; or "*"
  std::string authority;     // of an absolute-form target; fields have it as Host, too
  Fields fields;
  bool keep_alive = false;
  bool is_chunked = false;
  bool expects_continue = false;
  std::uint64_t content_length = 0;
};

/// `text` is a complete head, including its empty line.
[[nodiscard]] std::variant<Head, RequestError> parse_head(std::string_view text,
                                                          const Limits& limits = {});

}  // namespace server
