#pragma once

#include <optional>
#include <string>
#include <vector>

#include "server/request.h"
#include "server/response.h"

namespace server {

/// Which other sites' pages may call from a browser (the fetch standard's CORS): none, unless they
/// are named. Immutable: any thread.
class CrossOrigin {
 public:
  explicit CrossOrigin(std::vector<std::string> origins) : origins_(std::move(origins)) {}

  /// The answer to a page's question whether it may ask; absent for any other request.
  [[nodiscard]] std::optional<Response> preflight(const Request& request) const;
  void finish(const Request& request, Response& response) const;

 private:
  [[nodiscard]] std::optional<std::string> allowed(const Request& request) const;

  const std::vector<std::string> origins_;
};

}  // namespace server
