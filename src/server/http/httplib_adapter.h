#pragma once

#include <functional>
#include <memory>

#include "server/http/exchange.h"

namespace server {

/// Answers one request. Called by many threads at once; must not throw. Its changes to the request
/// remain when a suspended request is resumed.
using Handler = std::function<Response(Request&)>;

/// cpp-httplib over bytes in memory: its `process_request` decodes the target and writes the
/// response's head. It sees no socket, no header field and no body of a client. Not thread-safe.
class HttplibAdapter {
 public:
  explicit HttplibAdapter(const Handler& handler);  // which must outlive it
  ~HttplibAdapter();

  /// Sets the request's method, path and query, and the exchange's keep_alive and is_streaming.
  [[nodiscard]] WireResponse handle(Exchange& exchange);

 private:
  class Http;
  std::unique_ptr<Http> http_;
};

}  // namespace server
