#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/log.h"
#include "base/time.h"
#include "language/message_catalog.h"
#include "server/api/http_metrics.h"
#include "server/api/problem.h"
#include "server/http/request.h"
#include "server/http/response.h"

namespace server {

/// Calls the route of a request, turns exceptions into responses, adds the headers that all
/// responses have, and logs one line per request. Add the routes first; handle() is thread-safe
/// afterwards.
class Router {
 public:
  using Route = std::function<Response(const Request&)>;

  /// `base_path` precedes the paths of links, as behind a proxy: "" or "/bi".
  Router(const language::MessageCatalog& messages, base::Log& log, const base::Clock& clock,
         std::string base_path = "");

  /// `pattern` is a path whose segments may be names, as in "/v1/bi/jobs/{uid}": they match any
  /// text, which Request::path_parameters holds. A last segment "{rest...}" matches one or more
  /// segments and is not held. A GET route answers HEAD, too.
  void add(std::string method, std::string_view pattern, Route route);

  /// Whether any method has a route at this path.
  [[nodiscard]] bool has_resource(std::string_view path) const {
    return find_resource(path) != resources_.end();
  }
  /// Never throws. Sets the request's id and path parameters.
  [[nodiscard]] Response handle(Request& request) const;

  [[nodiscard]] const HttpMetrics& metrics() const { return metrics_; }

 private:
  struct Resource {
    std::vector<std::string> segments;
    std::map<std::string, Route> routes;  // by method
  };

  [[nodiscard]] std::vector<Resource>::const_iterator find_resource(std::string_view path) const;
  [[nodiscard]] Response dispatch(Request& request) const;
  /// A page for browsers; for programs it throws Problem.
  [[nodiscard]] Response no_such_path(const Request& request) const;
  [[nodiscard]] Response capabilities() const;
  [[nodiscard]] Response dispatch_or_problem(Request& request) const;
  [[nodiscard]] Response to_response(const Request& request, const Problem& problem) const;
  void add_common_headers(const Request& request, Response& response) const;

  const language::MessageCatalog& messages_;
  base::Log& log_;
  const base::Clock& clock_;
  const std::string base_path_;
  std::vector<Resource> resources_;
  mutable HttpMetrics metrics_;
};

}  // namespace server
