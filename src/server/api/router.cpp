#include "server/api/router.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <exception>
#include <utility>

#include "base/id.h"
#include "server/api/html_page.h"

namespace server {
namespace {

constexpr std::size_t kMaxRequestId = 128;

std::vector<std::string> split_path(std::string_view path) {
  std::vector<std::string> segments;
  while (!path.empty()) {
    path.remove_prefix(1);
    const std::size_t end = std::min(path.find('/'), path.size());
    segments.emplace_back(path.substr(0, end));
    path.remove_prefix(end);
  }
  return segments;
}

bool is_variable(std::string_view segment) { return segment.starts_with('{'); }

bool is_rest(std::string_view segment) { return segment.ends_with("...}"); }

bool matches(const std::vector<std::string>& pattern, const std::vector<std::string>& path) {
  if (is_rest(pattern.back())) {
    return path.size() >= pattern.size() &&
           std::equal(pattern.begin(), pattern.end() - 1, path.begin());
  }
  return std::ranges::equal(pattern, path, [](const std::string& want, const std::string& have) {
    return is_variable(want) ? !have.empty() : want == have;
  });
}

/// The caller's own id, if it is short and plain enough for headers and logs.
std::string request_id(const Request& request, base::Time now) {
  const auto sent = request.headers.find("X-Request-Id");
  const bool is_valid = sent && !sent->empty() && sent->size() <= kMaxRequestId &&
                        std::ranges::all_of(*sent, [](char c) {
                          static constexpr std::string_view kSymbols = "-_.:+/=";
                          return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
                                 (c >= 'A' && c <= 'Z') ||
                                 kSymbols.find(c) != std::string_view::npos;
                        });
  return is_valid ? std::string{*sent} : base::new_uuid(now);
}

void throw_if_invalid(const Request& request) {
  if (!request.error) return;
  switch (*request.error) {
    case RequestError::kMalformed:
      throw Problem{400, "INVALID_DATA_MODEL_PARAMETER", base::Message{"server.malformed"}};
    case RequestError::kHeadTooLarge:
      throw Problem{431, "TOO_LARGE", base::Message{"server.head_too_large"}};
    case RequestError::kBodyTooLarge:
      return;  // rejected by require_json(); other routes ignore the body
    case RequestError::kOverloaded:
      throw unavailable();
    case RequestError::kRateLimited:
      request.identity->limit = "address-rate";
      throw rate_limited(std::chrono::seconds{1});
    case RequestError::kCrossSite:
      throw Problem{403, "NOT_ALLOWED", base::Message{"server.cross_site"}};
  }
}

std::string allowed_methods(const std::map<std::string, Router::Route>& routes) {
  std::string methods;
  for (const auto& [method, route] : routes) {
    if (!methods.empty()) methods += ", ";
    methods += method == "GET" ? "GET, HEAD" : method;
  }
  return methods;
}

/// The id in the path of a job or its file, or "-".
std::string job_id_in_path(const Request& request) {
  const bool has_job =
      request.path.starts_with("/v1/bi/jobs/") || request.path.starts_with("/v1/bi/files/");
  const auto found = request.path_parameters.find("uid");
  return has_job && found != request.path_parameters.end() ? found->second : "-";
}

/// RFC 9110, section 5.6.7: "Sun, 06 Nov 1994 08:49:37 GMT".
std::string format_http_date(base::Time time) {
  static constexpr std::array kDays{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  static constexpr std::array kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                      "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const auto day = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::year_month_day date{day};
  const std::string clock = base::format_rfc3339(time).substr(11, 8);
  const unsigned number = static_cast<unsigned>(date.day());
  return std::string{kDays.at(std::chrono::weekday{day}.c_encoding())} + ", " +
         (number < 10 ? "0" : "") + std::to_string(number) + " " +
         kMonths.at(static_cast<unsigned>(date.month()) - 1) + " " +
         std::to_string(static_cast<int>(date.year())) + " " + clock + " GMT";
}

void set_default(Fields& headers, const char* name, const char* value) {
  if (!headers.find(name)) headers.add(name, value);
}

}  // namespace

Router::Router(const language::MessageCatalog& messages, base::Log& log, const base::Clock& clock,
               std::string base_path)
    : messages_(messages), log_(log), clock_(clock), base_path_(std::move(base_path)) {}

void Router::add(std::string method, std::string_view pattern, Route route) {
  std::vector<std::string> segments = split_path(pattern);
  auto resource = std::ranges::find(resources_, segments, &Resource::segments);
  if (resource == resources_.end())
    resource = resources_.insert(resource, {std::move(segments), {}});
  resource->routes.emplace(std::move(method), std::move(route));
}

Response Router::handle(Request& request) const {
  if (request.id.empty()) request.id = request_id(request, clock_.now());
  Response response = dispatch_or_problem(request);
  add_common_headers(request, response);
  if (response.suspension) return response;  // it is logged at its end
  const auto spent = std::chrono::steady_clock::now() - request.arrived;
  metrics_.record(request.method, response.status, spent);
  const auto time = std::chrono::duration_cast<std::chrono::milliseconds>(spent);
  const Identity& identity = *request.identity;
  log_.info("request", {{"requestId", request.id},
                        {"jobId", job_id_in_path(request)},
                        {"organization", identity.organization},
                        {"keyId", identity.key.empty() ? identity.ended_key : identity.key},
                        {"peer", request.peer},
                        {"method", request.method},
                        {"path", request.path},
                        {"status", std::to_string(response.status)},
                        {"limit", identity.limit.empty() ? "-" : identity.limit},
                        {"ms", std::to_string(time.count())}});
  return response;
}

Response Router::dispatch_or_problem(Request& request) const {
  try {
    return dispatch(request);
  } catch (const Problem& problem) {
    return to_response(request, problem);
  } catch (const std::exception& error) {
    log_.error(
        "request.failed",
        {{"requestId", request.id}, {"jobId", job_id_in_path(request)}, {"reason", error.what()}});
  }
  return to_response(request,
                     {500, "INTERNAL", base::Message{"server.internal", {{"id", request.id}}}});
}

std::vector<Router::Resource>::const_iterator Router::find_resource(std::string_view path) const {
  return std::ranges::find_if(resources_, [segments = split_path(path)](const Resource& candidate) {
    return matches(candidate.segments, segments);
  });
}

/// The response to `OPTIONS *` (RFC 9110, section 9.3.7).
Response Router::capabilities() const {
  std::map<std::string, Route> routes{{"OPTIONS", {}}};
  for (const Resource& resource : resources_)
    routes.insert(resource.routes.begin(), resource.routes.end());
  Response response{.status = 204};
  response.headers.set("Allow", allowed_methods(routes));
  return response;
}

Response Router::no_such_path(const Request& request) const {
  const Problem problem{404, "NotFound",
                        base::Message{"server.no_such_path", {{"docs", base_path_ + "/docs"}}}};
  // Some programs accept HTML by default, so paths of the API are always answered in JSON.
  if (request.path.starts_with("/v1/") || !accepts_html(request)) throw problem;
  return problem_page(messages_, problem, has_resource("/console") ? base_path_ + "/console" : "");
}

Response Router::dispatch(Request& request) const {
  throw_if_invalid(request);
  if (request.path == "*") return capabilities();
  const auto found = find_resource(request.path);
  if (found == resources_.end()) return no_such_path(request);
  const auto route = found->routes.find(request.method == "HEAD" ? "GET" : request.method);
  if (route == found->routes.end()) {
    Problem problem{405, "METHOD_NOT_ALLOWED", base::Message{"server.method_not_allowed"}};
    problem.add_header("Allow", allowed_methods(found->routes));
    throw problem;
  }
  const std::vector<std::string> path = split_path(request.path);
  for (std::size_t i = 0; i < found->segments.size(); ++i) {
    const std::string& segment = found->segments[i];
    if (is_variable(segment) && !is_rest(segment))
      request.path_parameters[segment.substr(1, segment.size() - 2)] = path[i];
  }
  return route->second(request);
}

Response Router::to_response(const Request& request, const Problem& problem) const {
  const language::Language language = problem.language().value_or(
      language::negotiate_language(request.headers.find("Accept-Language").value_or("")));
  json::Value::Array details;
  for (const base::Diagnostic& detail : problem.details()) {
    details.push_back(json::Value::object(
        {{"path", detail.path}, {"reason", messages_.text(language, detail.reason)}}));
  }
  json::Value error = json::Value::object({{"code", problem.code()},
                                           {"message", messages_.text(language, problem.message())},
                                           {"details", std::move(details)}});
  if (problem.count()) error.add("count", *problem.count());
  Response response =
      Response::json(problem.status(), json::Value::object({{"error", std::move(error)}}));
  response.headers.set("Content-Language", std::string{language::code(language)});
  for (const auto& [name, value] : problem.headers().all()) response.headers.set(name, value);
  return response;
}

void Router::add_common_headers(const Request& request, Response& response) const {
  response.headers.set("X-Request-Id", request.id);
  response.headers.set("Date", format_http_date(clock_.now()));
  response.headers.set("Server", "gormic-bi");
  set_default(response.headers, "X-Content-Type-Options", "nosniff");
  set_default(response.headers, "X-Frame-Options", "DENY");
  set_default(response.headers, "Cross-Origin-Resource-Policy", "same-origin");
  set_default(response.headers, "Referrer-Policy", "no-referrer");
  set_default(response.headers, "Cache-Control", "no-store");
  set_default(response.headers, "Content-Security-Policy",
              "default-src 'none'; frame-ancestors 'none'");
}

}  // namespace server
