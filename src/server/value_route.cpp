#include "server/value_route.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <map>
#include <utility>

#include "base/error.h"
#include "model/request_validator.h"
#include "server/acceptance.h"
#include "server/authentication.h"
#include "server/offset_sign.h"
#include "server/problem.h"
#include "source/lookup_values.h"

namespace server {
namespace {

using Json = json::Value;

constexpr std::chrono::milliseconds kPlacePatience{500};  // for a place to look values up
constexpr std::size_t kUsual = 100;
constexpr std::size_t kMost = 1'000;

bool is_ours(const std::string& name) {
  return name == "search" || name == "limit" || name == "organizationUid";
}

std::size_t limit_of(const Request& request) {
  const auto found = request.query.find("limit");
  if (found == request.query.end()) return kUsual;
  std::size_t limit = 0;
  const char* end = found->second.data() + found->second.size();
  const auto [stop, fault] = std::from_chars(found->second.data(), end, limit);
  if (fault == std::errc{} && stop == end && limit > 0 && limit <= kMost) return limit;
  throw Problem{
      400,
      "INVALID_DATA_MODEL_PARAMETER",
      base::Message{"model.refused_invalid"},
      {{"limit", base::Message{"model.not_between",
                               {{"least", std::string{"1"}}, {"most", std::to_string(kMost)}}}}}};
}

Json one_of(const std::string& text, const model::Parameter* parameter) {
  const bool is_moment = parameter != nullptr && parameter->type == model::Type::kDateTime;
  return is_moment ? with_offset_sign(text) : text;
}

Json list_of(const std::string& text, const model::Parameter& parameter) {
  Json list = Json::array();
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t comma = std::min(text.find(',', at), text.size());
    list.add(one_of(text.substr(at, comma - at), &parameter));
    at = comma + 1;
  }
  return list;
}

/// The query's parameters as a body has them; a list's values stand between commas.
Json parameters_of(const Request& request, const model::DataModel& model) {
  std::map<std::string, Json> by_key;
  for (const auto& [name, text] : request.query) {
    if (is_ours(name)) continue;
    const std::size_t dot = name.find('.');
    Json& value = by_key.emplace(name.substr(0, dot), Json::object()).first->second;
    const model::Parameter* parameter = model.parameter(name);
    if (dot != std::string::npos) {
      value.add(name.substr(dot + 1), text);
    } else if (parameter != nullptr && parameter->multiple) {
      value = Json::object({{"values", list_of(text, *parameter)}});
    } else {
      value = Json::object({{"value", one_of(text, parameter)}});
    }
  }
  Json parameters = Json::array();
  for (auto& [key, value] : by_key) {
    parameters.add(Json::object({{"key", key}, {"value", std::move(value)}}));
  }
  return parameters;
}

Json params_of(const Request& request, const model::DataModel& model) {
  Json params = Json::object({{"uid", model.uid},
                              {"lang", "en"},
                              {"template", "excel-auto"},
                              {"parameters", parameters_of(request, model)}});
  const auto uid = request.query.find("organizationUid");
  if (uid != request.query.end()) params.add("organizationUid", uid->second);
  return params;
}

/// "params.parameters[1].value.from" is "period.from" in the query string.
std::string own_path(const std::string& path, const Json& params) {
  const Json::Array& parameters = *params.find("parameters")->elements();
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    const std::string place = "params.parameters[" + std::to_string(i) + "].";
    if (!path.starts_with(place)) continue;
    const std::string inner = path.substr(place.size());
    const bool is_end = inner == "value.from" || inner == "value.to";
    return *parameters[i].find("key")->string() + (is_end ? inner.substr(5) : "");
  }
  constexpr std::string_view kParams = "params.";
  return path.starts_with(kParams) ? path.substr(kParams.size()) : path;
}

/// The caller has sent no body: places are those of the query string.
void name_own_paths(model::ValidationResult& checked, const Json& params) {
  auto* refusal = std::get_if<model::Rejection>(&checked.outcome);
  if (refusal == nullptr) return;
  for (base::Diagnostic& detail : refusal->details) detail.path = own_path(detail.path, params);
}

/// A value that its SQL needs and the caller has not sent.
void require_dependencies(const model::Parameter& parameter, const model::ReportSpec& order) {
  std::vector<base::Diagnostic> details;
  for (const std::string& key : source::absent_dependencies(parameter, order)) {
    details.push_back({key, base::Message{"model.parameter_missing", {{"name", key}}}});
  }
  if (details.empty()) return;
  throw Problem{400, "INVALID_DATA_MODEL_PARAMETER", base::Message{"model.refused_invalid"},
                std::move(details)};
}

/// As a body has it: whole numbers are none in quotes.
Json value_of(const std::string& text, model::Type type) {
  if (type != model::Type::kInteger) return text;
  const auto number = Json{json::Number{text}}.integer();
  return number && std::to_string(*number) == text ? Json{*number} : Json{text};
}

Json described(const source::LookupValues& list, model::Type type) {
  Json values = Json::array();
  for (const model::Choice& choice : list.choices) {
    values.add(Json::object(
        {{"value", value_of(choice.value, type)},
         {"label", Json::object({{"en", choice.label.en}, {"ar", choice.label.ar}})}}));
  }
  return Json::object({{"values", std::move(values)}, {"hasMore", list.has_more}});
}

}  // namespace

Response ValueRoute::operator()(const Request& request) const {
  const auto key = authenticated(services_, request, auth::Scope::kRead);
  const auto catalogue = services_.catalogue();
  if (!catalogue) throw unavailable();
  const model::Caller caller = key.to_caller(services_.clock.now());
  const model::DataModel* model = catalogue->model(request.argument("uid"));
  if (model == nullptr || !catalogue->is_open(*model, caller)) throw not_found();
  const model::Parameter* parameter = model->parameter(request.argument("parameter"));
  if (parameter == nullptr || (!parameter->lookup && parameter->choices.empty())) throw not_found();

  const std::size_t limit = limit_of(request);
  const auto found = request.query.find("search");
  const std::string words = found == request.query.end() ? "" : found->second;
  const Json params = params_of(request, *model);
  model::ValidationResult checked = model::validate_form(catalogue, params, caller);
  name_own_paths(checked, params);
  Acceptance::require_passed(checked, std::nullopt);
  require_dependencies(*parameter, *checked.spec());
  const auto place = parameter->lookup ? places_.take(model->source, kPlacePatience) : std::nullopt;
  if (parameter->lookup && !place) {
    throw unavailable({{parameter->key, base::Message{"server.lookups_busy"}}});
  }
  try {
    return services_.envelope.answer(
        request, described(source::lookup_values(*parameter, *checked.spec(), services_.sources,
                                                 words, limit, request.stop),
                           parameter->type));
  } catch (const base::Error& error) {
    services_.log.error("values.failed", {{"requestId", request.id}, {"reason", error.what()}});
    throw unavailable(
        {{parameter->key, error.user_message().value_or(base::Message{"source.query_failed"})}});
  }
}

}  // namespace server
