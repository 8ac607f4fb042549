#include "app/request.h"

#include <algorithm>

#include "base/error.h"
#include "json/parse.h"

namespace app {
namespace {

/// What was said of one parameter, in the order of the command line.
struct Said {
  std::string key;
  json::Value::Array values;  // KEY=VALUE, once or more
  json::Value bounds;         // an object: KEY.from=..., KEY.to=...
};

Said& said_of(std::vector<Said>& all, const std::string& key) {
  const auto found = std::ranges::find(all, key, &Said::key);
  return found != all.end() ? *found : all.emplace_back(Said{key, {}, json::Value::object()});
}

void say(std::vector<Said>& all, const std::string& argument) {
  const std::size_t equals = argument.find('=');
  if (equals == std::string::npos || equals == 0) {
    throw base::Error("--parameter " + argument + ": write KEY=VALUE");
  }
  const std::string name = argument.substr(0, equals);
  std::string value = argument.substr(equals + 1);
  const std::size_t dot = name.find('.');
  Said& said = said_of(all, name.substr(0, dot));
  if (dot == std::string::npos) {
    said.values.emplace_back(std::move(value));
  } else {
    said.bounds.add(name.substr(dot + 1), std::move(value));
  }
}

json::Value value_of(Said said) {
  if (!said.bounds.members()->empty()) return said.bounds;
  if (said.values.size() > 1) return json::Value::object({{"values", std::move(said.values)}});
  return json::Value::object({{"value", said.values.front()}});
}

}  // namespace

json::Value params_of(const RenderSettings& settings) {
  std::vector<Said> all;
  for (const std::string& argument : settings.parameters) say(all, argument);
  json::Value parameters = json::Value::array();
  for (Said& said : all) {
    std::string key = said.key;
    parameters.add(
        json::Value::object({{"key", std::move(key)}, {"value", value_of(std::move(said))}}));
  }
  if (!settings.ids.empty()) {
    json::Value ids = json::Value::array();
    for (const std::string& id : settings.ids) ids.add(id);
    parameters.add(json::Value::object(
        {{"key", "instanceIds"}, {"value", json::Value::object({{"values", std::move(ids)}})}}));
  }
  json::Value params = json::Value::object({{"uid", settings.model},
                                            {"lang", settings.lang},
                                            {"template", "excel-auto"},
                                            {"parameters", std::move(parameters)}});
  if (!settings.query.empty()) params.add("query", json::parse(settings.query));
  return params;
}

}  // namespace app
