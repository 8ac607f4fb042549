#pragma once

#include <functional>
#include <memory>

#include "server/http/exchange.h"

namespace server {

/// Answers one request; called by many threads at once, throws nothing. What it does to the request
/// is still there when it is asked again (Suspension).
using Handler = std::function<Response(Request&)>;

/// HTTP as cpp-httplib speaks it, over bytes in memory: its `process_request` decodes the target
/// and writes the answer's head. It never sees a socket, a header field or a body of a client, so
/// none of its traps with those can be sprung. One thread at a time.
class HttplibAdapter {
 public:
  explicit HttplibAdapter(const Handler& handler);  // which must outlive it
  ~HttplibAdapter();

  /// Sets method, path and query of the request, and keep_alive and is_streaming of the exchange.
  [[nodiscard]] WireResponse handle(Exchange& exchange);

 private:
  class Http;
  std::unique_ptr<Http> http_;
};

}  // namespace server
