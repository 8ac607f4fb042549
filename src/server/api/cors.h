#pragma once

#include <optional>
#include <string>
#include <vector>

#include "server/http/request.h"
#include "server/http/response.h"

namespace server {

/// Which origins' pages may call the API from a browser (CORS of the fetch standard): only the
/// configured ones. Immutable. Thread-safe.
class Cors {
 public:
  explicit Cors(std::vector<std::string> origins) : origins_(std::move(origins)) {}

  /// The response to a preflight request; absent for any other request.
  [[nodiscard]] std::optional<Response> preflight(const Request& request) const;
  void add_headers(const Request& request, Response& response) const;

 private:
  [[nodiscard]] std::optional<std::string> allowed_origin(const Request& request) const;

  const std::vector<std::string> origins_;
};

}  // namespace server
