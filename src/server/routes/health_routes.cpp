#include "server/routes/health_routes.h"

#include <exception>
#include <utility>
#include <vector>

#include "server/api/problem.h"

namespace server {
namespace {

bool is_database_readable(job::Store& jobs, const Request& request, base::Log& log) {
  try {
    static_cast<void>(jobs.find(base::OrganizationUid{}, base::JobId{}));
    return true;
  } catch (const std::exception& error) {
    log.error("database.read_failed", {{"requestId", request.id}, {"reason", error.what()}});
    return false;
  }
}

Response status_response(const char* word) {
  return Response::json(200, json::Value::object({{"status", word}}));
}

}  // namespace

Response HealthRoutes::health(const Request&) const { return status_response("ok"); }

Response HealthRoutes::readiness(const Request& request) const {
  std::vector<base::Diagnostic> details;
  if (!services_.data.catalogue()) {
    details.push_back({"catalogue", base::Message{"server.catalogue_unready"}});
  }
  if (!is_database_readable(services_.jobs.store, request, services_.log)) {
    details.push_back({"database", base::Message{"server.database_unready"}});
  }
  if (!services_.jobs.files.has_free_space()) {
    details.push_back({"disk", base::Message{"server.disk_full"}});
  }
  if (!details.empty()) throw unavailable(std::move(details));
  return Response::json(200, describe_sources(request));
}

/// Which sources are reachable and, if known, why the others are not.
json::Value HealthRoutes::describe_sources(const Request& request) const {
  const language::Language language =
      language::negotiate_language(request.headers.find("Accept-Language").value_or(""));
  json::Value sources = json::Value::object();
  json::Value::Array details;
  for (const auto& [name, state] : services_.data.source_states()) {
    sources.add(name, state.is_reachable ? "answers" : "silent");
    if (state.is_reachable || !state.reason) continue;
    details.push_back(
        json::Value::object({{"path", "sources." + name},
                             {"reason", services_.messages.text(language, *state.reason)}}));
  }
  json::Value ready = json::Value::object({{"status", "ready"}, {"sources", std::move(sources)}});
  if (!details.empty()) ready.add("details", std::move(details));
  return ready;
}

}  // namespace server
