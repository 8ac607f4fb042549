#pragma once

#include <optional>
#include <string>
#include <vector>

#include "server/http/request.h"
#include "server/http/response.h"

namespace server {

/// Which other sites' pages may call from a browser (the fetch standard's CORS): none, unless they
/// are named. Immutable: any thread.
class Cors {
 public:
  explicit Cors(std::vector<std::string> origins) : origins_(std::move(origins)) {}

  /// The answer to a page's question whether it may ask; absent for any other request.
  [[nodiscard]] std::optional<Response> preflight(const Request& request) const;
  void add_headers(const Request& request, Response& response) const;

 private:
  [[nodiscard]] std::optional<std::string> allowed_origin(const Request& request) const;

  const std::vector<std::string> origins_;
};

}  // namespace server
