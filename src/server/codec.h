#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "server/head.h"
#include "server/request.h"
#include "server/response.h"

namespace server {

/// Answers one request. Called by many threads at once; throws nothing.
using Handler = std::function<Response(Request)>;

/// HTTP as cpp-httplib speaks it, over bytes in memory: its `process_request` decodes the target
/// and writes the answer's head. It never sees a socket, a header field or a body of a client, so
/// none of its traps with those can be sprung. One thread at a time.
class Codec {
 public:
  struct Answer {
    std::string bytes;                  // all of it, or the head where a file follows
    std::optional<job::OpenFile> file;  // to be sent behind the bytes
  };

  explicit Codec(const Handler& handler);  // which must outlive it
  ~Codec();

  /// `request` holds everything but method, path and query, which come from the head.
  [[nodiscard]] Answer answer(const Head& head, Request request, bool keep_alive);

 private:
  class Http;
  std::unique_ptr<Http> http_;
};

}  // namespace server
