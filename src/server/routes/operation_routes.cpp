#include "server/routes/operation_routes.h"

#include <map>
#include <optional>
#include <utility>

#include "server/api/authentication.h"
#include "server/api/key_administration.h"
#include "server/api/problem.h"

namespace server {
namespace {

using auth::Scope;

language::Language language_of(const Request& request) {
  return language::negotiate_language(request.headers.find("Accept-Language").value_or(""));
}

/// Absent limits are left out.
void add_limit(json::Value& value, const char* name, std::int64_t limit) {
  if (limit != job::QueueLimits::kUnlimited) value.add(name, limit);
}

json::Value running_to_json(const job::Queue::RunningJob& job, const job::ProgressTable& table) {
  json::Value value = json::Value::object({{"id", job.id.text()},
                                           {"organization", job.organization.text()},
                                           {"dataModel", job.data_model},
                                           {"startedAt", base::format_rfc3339(job.started_at)}});
  if (const auto progress = table.find(job.id)) {
    value.add("phase", job::name(progress->phase()));
    value.add("rows", progress->rows());
    if (const auto percent = progress->percent()) value.add("percent", *percent);
  }
  return value;
}

}  // namespace

Response OperationRoutes::show(const Request& request) const {
  const auth::ApiKey caller = authenticated(services_, request, Scope::kAdmin, Scope::kOperator);
  json::Value data = workload(caller);
  if (caller.allows(Scope::kOperator)) add_installation(data, language_of(request));
  return services_.envelope.respond(request, std::move(data));
}

Response OperationRoutes::test_source(const Request& request) const {
  static_cast<void>(authenticated(services_, request, Scope::kOperator));
  const std::string& name = request.path_parameter("name");
  const auto state =
      services_.installation.test_source ? services_.installation.test_source(name) : std::nullopt;
  if (!state) throw not_found();
  return services_.envelope.respond(
      request,
      json::Value::object({{"source", source_to_json(name, *state, language_of(request))}}));
}

Response OperationRoutes::check(const Request& request) const {
  static_cast<void>(authenticated(services_, request, Scope::kOperator));
  const auto findings =
      services_.installation.full_health ? services_.installation.full_health() : std::nullopt;
  if (!findings) throw Problem{409, "CONFLICT", base::Message{"server.checks_run"}};
  return services_.envelope.respond(
      request,
      json::Value::object({{"checkedAt", base::format_rfc3339(services_.clock.now())},
                           {"findings", findings_to_json(*findings, language_of(request))}}));
}

json::Value OperationRoutes::findings_to_json(const std::vector<HealthFinding>& findings,
                                              language::Language language) const {
  json::Value list = json::Value::array();
  for (const HealthFinding& finding : findings) {
    list.add(
        json::Value::object({{"level", finding.level},
                             {"subject", finding.subject},
                             {"message", services_.messages.text(language, finding.message)}}));
  }
  return list;
}

json::Value OperationRoutes::workload(const auth::ApiKey& caller) const {
  const bool sees_all = caller.allows(Scope::kOperator);
  const KeyAdministration administration{services_, caller};
  const auto is_visible = [&](const base::OrganizationUid& uid) {
    return sees_all || administration.manages(uid);
  };
  std::map<base::OrganizationUid, job::Queue::Load> loads = services_.jobs.queue.loads();
  for (const base::OrganizationUid& uid : administration.organizations()) loads.try_emplace(uid);
  std::map<base::OrganizationUid, std::int64_t> running_counts;
  json::Value::Array running;
  std::int64_t others_running = 0;
  for (const job::Queue::RunningJob& job : services_.jobs.queue.running()) {
    ++running_counts[job.organization];
    if (is_visible(job.organization)) {
      running.push_back(running_to_json(job, services_.jobs.progress));
    } else {
      ++others_running;
    }
  }
  json::Value::Array organizations;
  job::Queue::Load others;
  for (const auto& [uid, load] : loads) {
    if (is_visible(uid)) {
      organizations.push_back(organization_to_json(uid, load, running_counts[uid]));
    } else {
      others.pending += load.pending;
      others.stored_bytes += load.stored_bytes;
    }
  }
  json::Value data = json::Value::object(
      {{"organizations", std::move(organizations)}, {"running", std::move(running)}});
  data.add("others", json::Value::object({{"pending", others.pending},
                                          {"running", others_running},
                                          {"storedBytes", others.stored_bytes}}));
  return data;
}

json::Value OperationRoutes::organization_to_json(const base::OrganizationUid& uid,
                                                  const job::Queue::Load& load,
                                                  std::int64_t running) const {
  json::Value value = json::Value::object({{"uid", uid.text()}});
  const auto catalogue = services_.data.catalogue();
  const auto known = catalogue ? catalogue->organization(uid) : std::nullopt;
  model::OrganizationLimits limits;
  if (known) {
    limits = known->limits;
    value.add("name", json::Value::object({{"en", known->name.get(language::Language::kEnglish)},
                                           {"ar", known->name.get(language::Language::kArabic)}}));
  }
  value.add("pending", load.pending);
  value.add("running", running);
  value.add("storedBytes", load.stored_bytes);
  const job::QueueLimits& common = services_.jobs.queue_limits;
  add_limit(value, "maxPending", limits.max_pending.value_or(common.max_pending_per_organization));
  add_limit(value, "maxStoredBytes",
            limits.max_storage_bytes.value_or(common.max_bytes_per_organization));
  return value;
}

void OperationRoutes::add_installation(json::Value& data, language::Language language) const {
  const OperatorServices& installation = services_.installation;
  json::Value::Array sources;
  for (const auto& [name, state] : services_.data.source_states()) {
    sources.push_back(source_to_json(name, state, language));
  }
  data.add("sources", std::move(sources));
  json::Value::Array faults;
  if (installation.catalogue_faults) {
    for (const base::Diagnostic& fault : installation.catalogue_faults()) {
      faults.push_back(json::Value::object(
          {{"path", fault.path}, {"reason", services_.messages.text(language, fault.reason)}}));
    }
  }
  const auto catalogue = services_.data.catalogue();
  const std::size_t models = catalogue ? catalogue->models().size() : 0;
  data.add("catalogue", json::Value::object({{"dataModels", static_cast<std::int64_t>(models)},
                                             {"faults", std::move(faults)}}));
  data.add("findings", findings_to_json(installation.health ? installation.health()
                                                            : std::vector<HealthFinding>{},
                                        language));
  const job::DiskSpace space = services_.jobs.files.space();
  data.add("disk", json::Value::object({{"bytes", static_cast<std::int64_t>(space.capacity)},
                                        {"freeBytes", static_cast<std::int64_t>(space.available)},
                                        {"acceptsJobs", services_.jobs.files.has_free_space()}}));
}

json::Value OperationRoutes::source_to_json(const std::string& name, const SourceState& state,
                                            language::Language language) const {
  json::Value value = json::Value::object({{"name", name}, {"reachable", state.is_reachable}});
  if (state.reason) value.add("reason", services_.messages.text(language, *state.reason));
  if (!state.detail.empty()) value.add("detail", state.detail);
  if (state.latency) value.add("latencyMs", std::int64_t{state.latency->count()});
  if (state.checked_at) value.add("checkedAt", base::format_rfc3339(*state.checked_at));
  if (state.last_fault && state.last_fault_at) {
    value.add("lastFault", json::Value::object(
                               {{"at", base::format_rfc3339(*state.last_fault_at)},
                                {"reason", services_.messages.text(language, *state.last_fault)}}));
  }
  return value;
}

}  // namespace server
