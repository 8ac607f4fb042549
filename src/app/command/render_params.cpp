#include "app/command/render_params.h"

#include <algorithm>

#include "base/error.h"
#include "base/parse_integer.h"
#include "json/parse.h"
#include "model/request.h"

namespace app {
namespace {

/// The arguments of the command line for one parameter, in their order.
struct ParameterInput {
  std::string key;
  json::Value::Array values;  // KEY=VALUE, one or more
  json::Value bounds;         // an object: KEY.from=..., KEY.to=...
};

ParameterInput& find_or_add(std::vector<ParameterInput>& all, const std::string& key) {
  const auto found = std::ranges::find(all, key, &ParameterInput::key);
  return found != all.end() ? *found
                            : all.emplace_back(ParameterInput{key, {}, json::Value::object()});
}

void add_argument(std::vector<ParameterInput>& all, const std::string& argument) {
  const std::size_t equals = argument.find('=');
  if (equals == std::string::npos || equals == 0) {
    throw base::Error("--parameter " + argument + ": write KEY=VALUE");
  }
  const std::string name = argument.substr(0, equals);
  std::string value = argument.substr(equals + 1);
  const std::size_t dot = name.find('.');
  ParameterInput& input = find_or_add(all, name.substr(0, dot));
  if (dot == std::string::npos) {
    input.values.emplace_back(std::move(value));
  } else {
    input.bounds.add(name.substr(dot + 1), std::move(value));
  }
}

json::Value parameter_value(ParameterInput input) {
  if (!input.bounds.members()->empty()) return input.bounds;
  if (input.values.size() > 1) return json::Value::object({{"values", std::move(input.values)}});
  return json::Value::object({{"value", input.values.front()}});
}

}  // namespace

json::Value request_params(const RenderSettings& settings) {
  std::vector<ParameterInput> all;
  for (const std::string& argument : settings.parameters) add_argument(all, argument);
  json::Value parameters = json::Value::array();
  for (ParameterInput& input : all) {
    std::string key = input.key;
    parameters.add(json::Value::object(
        {{"key", std::move(key)}, {"value", parameter_value(std::move(input))}}));
  }
  if (!settings.ids.empty()) {
    json::Value ids = json::Value::array();
    for (const std::string& id : settings.ids) ids.add(id);
    parameters.add(json::Value::object(
        {{"key", "instanceIds"}, {"value", json::Value::object({{"values", std::move(ids)}})}}));
  }
  json::Value params = json::Value::object({{"uid", settings.model},
                                            {"lang", settings.lang},
                                            {"template", model::kExcelAutoTemplate},
                                            {"parameters", std::move(parameters)}});
  if (!settings.query.empty()) params.add("query", json::parse(settings.query));
  return params;
}

std::string to_argument(std::string_view path, const json::Value& params) {
  constexpr std::string_view kParameters = "params.parameters";
  constexpr std::string_view kQuery = "params.query";
  if (path == "params.uid") return "--model";
  if (path == "params.lang") return "--lang";
  if (path.starts_with(kQuery)) return "--query" + std::string{path.substr(kQuery.size())};
  if (!path.starts_with(kParameters)) return std::string{path};
  path.remove_prefix(kParameters.size());
  const std::size_t end = path.find(']');
  if (!path.starts_with('[') || end == std::string_view::npos) return "--parameter";
  const auto place = base::parse_integer<std::size_t>(path.substr(1, end - 1));
  const json::Value::Array& all = *params.find("parameters")->elements();
  if (!place || *place >= all.size()) return "--parameter";
  const std::string& key = *all[*place].find("key")->string();
  if (key == "instanceIds") return "--ids";
  for (const std::string_view bound : {".from", ".to"}) {
    if (path.ends_with(bound)) return "--parameter " + key + std::string{bound};
  }
  return "--parameter " + key;
}

}  // namespace app
