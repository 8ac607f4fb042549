#include "server/routes/value_route.h"

#include <algorithm>
#include <chrono>
#include <map>
#include <utility>

#include "base/error.h"
#include "base/parse_integer.h"
#include "model/request.h"
#include "model/request_validator.h"
#include "server/api/authentication.h"
#include "server/api/job_submitter.h"
#include "server/api/offset_sign.h"
#include "server/api/problem.h"
#include "source/lookup_values.h"

namespace server {
namespace {

using Json = json::Value;

constexpr std::chrono::milliseconds kMaxSlotWait{500};  // for a lookup slot
constexpr std::size_t kDefaultLimit = 100;
constexpr std::size_t kMaxLimit = 1'000;

bool is_reserved(const std::string& name) {
  return name == "search" || name == "limit" || name == "organizationUid";
}

std::size_t parse_limit(const Request& request) {
  const auto found = request.query.find("limit");
  if (found == request.query.end()) return kDefaultLimit;
  const auto limit = base::parse_integer<std::size_t>(found->second);
  if (limit && *limit > 0 && *limit <= kMaxLimit) return *limit;
  throw Problem{400,
                "INVALID_DATA_MODEL_PARAMETER",
                base::Message{"model.refused_invalid"},
                {{"limit", base::Message{"model.not_between",
                                         {{"least", std::string{"1"}},
                                          {"most", std::to_string(kMaxLimit)}}}}}};
}

Json parameter_value(const std::string& text, const model::Parameter* parameter) {
  const bool is_moment = parameter != nullptr && parameter->type == model::Type::kDateTime;
  return is_moment ? restore_offset_sign(text) : text;
}

Json parameter_values(const std::string& text, const model::Parameter& parameter) {
  Json list = Json::array();
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t comma = std::min(text.find(',', at), text.size());
    list.add(parameter_value(text.substr(at, comma - at), &parameter));
    at = comma + 1;
  }
  return list;
}

/// The query string's parameters in the form of a body; a list's values are separated by commas.
Json build_parameters(const Request& request, const model::DataModel& model) {
  std::map<std::string, Json> by_key;
  for (const auto& [name, text] : request.query) {
    if (is_reserved(name)) continue;
    const std::size_t dot = name.find('.');
    Json& value = by_key.emplace(name.substr(0, dot), Json::object()).first->second;
    const model::Parameter* parameter = model.parameter(name);
    if (dot != std::string::npos) {
      value.add(name.substr(dot + 1), text);
    } else if (parameter != nullptr && parameter->multiple) {
      value = Json::object({{"values", parameter_values(text, *parameter)}});
    } else {
      value = Json::object({{"value", parameter_value(text, parameter)}});
    }
  }
  Json parameters = Json::array();
  for (auto& [key, value] : by_key) {
    parameters.add(Json::object({{"key", key}, {"value", std::move(value)}}));
  }
  return parameters;
}

Json build_params(const Request& request, const model::DataModel& model) {
  Json params = Json::object({{"uid", model.uid},
                              {"lang", "en"},
                              {"template", model::kExcelAutoTemplate},
                              {"parameters", build_parameters(request, model)}});
  const auto uid = request.query.find("organizationUid");
  if (uid != request.query.end()) params.add("organizationUid", uid->second);
  return params;
}

/// "params.parameters[1].value.from" is "period.from" in the query string.
std::string query_path(const std::string& path, const Json& params) {
  const Json::Array& parameters = *params.find("parameters")->elements();
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    const std::string prefix = "params.parameters[" + std::to_string(i) + "].";
    if (!path.starts_with(prefix)) continue;
    const std::string inner = path.substr(prefix.size());
    const bool is_end = inner == "value.from" || inner == "value.to";
    return *parameters[i].find("key")->string() + (is_end ? inner.substr(5) : "");
  }
  constexpr std::string_view kParams = "params.";
  return path.starts_with(kParams) ? path.substr(kParams.size()) : path;
}

/// The caller has sent no body, so the paths of errors refer to the query string.
void use_query_paths(model::ValidationResult& checked, const Json& params) {
  auto* refusal = std::get_if<model::Rejection>(&checked.outcome);
  if (refusal == nullptr) return;
  for (base::Diagnostic& detail : refusal->details) detail.path = query_path(detail.path, params);
}

/// Throws Problem if the caller has not sent a value that the parameter's SQL needs.
void require_dependencies(const model::Parameter& parameter, const model::ReportSpec& order) {
  std::vector<base::Diagnostic> details;
  for (const std::string& key : source::absent_dependencies(parameter, order)) {
    details.push_back({key, base::Message{"model.parameter_missing", {{"name", key}}}});
  }
  if (details.empty()) return;
  throw Problem{400, "INVALID_DATA_MODEL_PARAMETER", base::Message{"model.refused_invalid"},
                std::move(details)};
}

/// The value in the form of a body: integers are JSON numbers.
Json choice_value(const std::string& text, model::Type type) {
  if (type != model::Type::kInteger) return text;
  const auto number = Json{json::Number{text}}.integer();
  return number && std::to_string(*number) == text ? Json{*number} : Json{text};
}

Json to_json(const source::LookupValues& list, model::Type type) {
  Json values = Json::array();
  for (const model::Choice& choice : list.choices) {
    values.add(Json::object(
        {{"value", choice_value(choice.value, type)},
         {"label", Json::object({{"en", choice.label.en}, {"ar", choice.label.ar}})}}));
  }
  return Json::object({{"values", std::move(values)}, {"hasMore", list.has_more}});
}

}  // namespace

Response ValueRoute::operator()(const Request& request) const {
  const auto key = authenticated(services_, request, auth::Scope::kRead);
  const auto catalogue = services_.data.catalogue();
  if (!catalogue) throw unavailable();
  const model::Caller caller = key.to_caller(services_.clock.now());
  const model::DataModel* model = catalogue->model(request.path_parameter("uid"));
  if (model == nullptr || !catalogue->is_open(*model, caller)) throw not_found();
  const model::Parameter* parameter = model->parameter(request.path_parameter("parameter"));
  if (parameter == nullptr || (!parameter->lookup && parameter->choices.empty())) throw not_found();

  const std::size_t limit = parse_limit(request);
  const auto found = request.query.find("search");
  const std::string search = found == request.query.end() ? "" : found->second;
  const Json params = build_params(request, *model);
  model::ValidationResult checked = model::validate_form(catalogue, params, caller);
  use_query_paths(checked, params);
  JobSubmitter::throw_if_rejected(checked, std::nullopt);
  require_dependencies(*parameter, *checked.spec());
  const auto slot =
      parameter->lookup ? lookup_slots_.try_acquire(model->source, kMaxSlotWait) : std::nullopt;
  if (parameter->lookup && !slot) {
    throw unavailable({{parameter->key, base::Message{"server.lookups_busy"}}});
  }
  try {
    return services_.envelope.respond(
        request, to_json(source::lookup_values(*parameter, *checked.spec(), services_.data.sources,
                                               search, limit, request.stop),
                         parameter->type));
  } catch (const base::Error& error) {
    services_.log.error("values.failed", {{"requestId", request.id}, {"reason", error.what()}});
    throw unavailable(
        {{parameter->key, error.user_message().value_or(base::Message{"source.query_failed"})}});
  }
}

}  // namespace server
