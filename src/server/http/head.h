#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

#include "server/http/limits.h"
#include "server/http/request.h"

namespace server {

/// The head of one request, checked before cpp-httplib sees any of it: what RFC 9112 allows but two
/// readers might read differently (bare LF, obs-fold, two lengths, both framings) is a fault.
struct Head {
  std::string method = "GET";
  std::string target = "/";  // Target::path
  std::string authority;     // Target::authority, which fields have as Host, too
  Fields fields;
  bool keep_alive = false;
  bool is_chunked = false;
  bool expects_continue = false;
  std::uint64_t content_length = 0;
};

/// `text` is a whole head, up to and with its blank line.
[[nodiscard]] std::variant<Head, RequestError> parse_head(std::string_view text,
                                                          const Limits& limits = {});

}  // namespace server
