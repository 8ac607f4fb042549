#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/log.h"
#include "base/time.h"
#include "language/message_catalog.h"
#include "server/problem.h"
#include "server/request.h"
#include "server/response.h"
#include "server/traffic.h"

namespace server {

/// Finds the route of a request, turns what it throws into an answer, puts the headers on that
/// every answer has, and logs one line. Routes are added first; then any thread may ask for
/// answers.
class Router {
 public:
  using Route = std::function<Response(const Request&)>;

  /// `docs` is where callers find the page of /docs.
  Router(const language::MessageCatalog& messages, base::Log& log, const base::Clock& clock,
         std::string docs = "/docs");

  /// `pattern` is a path whose segments may be names, "/v1/bi/jobs/{uid}", that stand for any text
  /// and become Request::arguments. A GET route answers HEAD too.
  void add(std::string method, std::string_view pattern, Route route);

  /// Whether any method has a route there.
  [[nodiscard]] bool knows(std::string_view path) const { return place(path) != places_.end(); }
  /// Never throws. Sets the request's id and arguments.
  [[nodiscard]] Response answer(Request& request) const;

  [[nodiscard]] const Traffic& traffic() const { return traffic_; }

 private:
  struct Place {
    std::vector<std::string> segments;
    std::map<std::string, Route> routes;  // by method
  };

  [[nodiscard]] std::vector<Place>::const_iterator place(std::string_view path) const;
  [[nodiscard]] Response routed(Request& request) const;
  [[nodiscard]] Response capabilities() const;
  [[nodiscard]] Response attempted(Request& request) const;
  [[nodiscard]] Response written(const Request& request, const Problem& problem) const;
  void finish(const Request& request, Response& response) const;

  const language::MessageCatalog& messages_;
  base::Log& log_;
  const base::Clock& clock_;
  const std::string docs_;
  std::vector<Place> places_;
  mutable Traffic traffic_;
};

}  // namespace server
