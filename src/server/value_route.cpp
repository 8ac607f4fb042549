#include "server/value_route.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <utility>

#include "base/error.h"
#include "model/check.h"
#include "server/acceptance.h"
#include "server/authentication.h"
#include "server/problem.h"
#include "source/value_list.h"

namespace server {
namespace {

using Json = json::Value;

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
      base::Phrase{"model.refused_invalid"},
      {{"limit", base::Phrase{"model.not_between",
                              {{"least", std::string{"1"}}, {"most", std::to_string(kMost)}}}}}};
}

Json list_of(const std::string& text) {
  Json list = Json::array();
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t comma = std::min(text.find(',', at), text.size());
    list.add(text.substr(at, comma - at));
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
      value = Json::object({{"values", list_of(text)}});
    } else {
      value = Json::object({{"value", text}});
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

/// A value that its SQL needs and the caller has not sent.
void require_dependencies(const model::Parameter& parameter, const model::Order& order) {
  std::vector<base::Fault> faults;
  constexpr auto kAlways = model::DataModel::Needed::kAlways;
  for (const std::string& key : order.model->dependencies(parameter, kAlways)) {
    if (order.argument(key) != nullptr) continue;
    faults.push_back({key, base::Phrase{"model.parameter_missing", {{"name", key}}}});
  }
  if (faults.empty()) return;
  throw Problem{400, "INVALID_DATA_MODEL_PARAMETER", base::Phrase{"model.refused_invalid"},
                std::move(faults)};
}

Json described(const source::ValueList& list) {
  Json values = Json::array();
  for (const model::Choice& choice : list.choices) {
    values.add(Json::object(
        {{"value", choice.value},
         {"label", Json::object({{"en", choice.label.en}, {"ar", choice.label.ar}})}}));
  }
  return Json::object({{"values", std::move(values)}, {"hasMore", list.has_more}});
}

}  // namespace

Response ValueRoute::operator()(const Request& request) const {
  const auto key = authenticated(services_, request, access_control::Scope::kRead);
  const auto catalogue = services_.catalogue();
  if (!catalogue) throw unavailable();
  const model::Caller caller = key.caller(services_.clock.now());
  const model::DataModel* model = catalogue->model(request.argument("uid"));
  if (model == nullptr || !catalogue->is_open(*model, caller)) throw not_found();
  const model::Parameter* parameter = model->parameter(request.argument("parameter"));
  if (parameter == nullptr || (!parameter->lookup && parameter->choices.empty())) throw not_found();

  const std::size_t limit = limit_of(request);
  const auto found = request.query.find("search");
  const std::string words = found == request.query.end() ? "" : found->second;
  const model::Checked checked = model::check_form(catalogue, params_of(request, *model), caller);
  Acceptance::require_passed(checked, std::nullopt);
  require_dependencies(*parameter, *checked.order());
  try {
    return services_.envelope.answer(
        request, described(source::value_list(*parameter, *checked.order(), services_.sources,
                                              words, limit, request.stop)));
  } catch (const base::Error& error) {
    services_.log.error("values.failed", {{"requestId", request.id}, {"reason", error.what()}});
    throw unavailable(
        {{parameter->key, error.phrase().value_or(base::Phrase{"source.query_failed"})}});
  }
}

}  // namespace server
