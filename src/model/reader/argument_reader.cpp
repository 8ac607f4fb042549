#include "model/reader/argument_reader.h"

#include <algorithm>

#include "base/error.h"
#include "model/value_bounds.h"
#include "model/reader/value_reader.h"

namespace model {
namespace {

/// The one member of `names` that the object has, or the node itself where it is no object.
std::optional<JsonReader> unwrap(const JsonReader& node,
                                 std::initializer_list<std::string_view> names) {
  if (node.value().members() == nullptr) return node;
  JsonObjectReader members{node};
  std::optional<JsonReader> inner;
  for (const std::string_view name : names) {
    const auto found = members.find(name);
    if (found && inner) {
      node.add_error(base::Message{"model.two_values"});
      return std::nullopt;
    }
    if (found) inner = found;
  }
  members.warn_about_unknown_members();
  if (!inner)
    node.add_error(base::Message{"model.no_value", {{"allowed", comma_separated(names)}}});
  return inner;
}

bool is_bare_range(const JsonReader& node, const Parameter& parameter) {
  return parameter.type == Type::kDateRange && node.value().find("value") == nullptr;
}

std::optional<Value> read_one(const JsonReader& node, const Parameter& parameter,
                              const EvaluationContext& context) {
  auto value = read_value(node, parameter.type, context);
  if (!value || !check_constraints(node, parameter, *value)) return std::nullopt;
  return value;
}

std::optional<WrittenValues> read_several(const std::vector<JsonReader>& nodes,
                                          const Parameter& parameter,
                                          const EvaluationContext& context) {
  WrittenValues written;
  for (const JsonReader& node : nodes) {
    auto value = read_one(node, parameter, context);
    if (!value) continue;
    written.values.push_back(*std::move(value));
    written.paths.push_back(node.path());
  }
  return written.values.size() == nodes.size() ? std::optional{std::move(written)} : std::nullopt;
}

bool check_item_count(const JsonReader& node, const Parameter& parameter, std::size_t count) {
  const std::size_t min =
      parameter.multiple ? std::max(parameter.min_items, Parameter::kMinItems) : 1;
  const std::size_t max = parameter.multiple ? parameter.max_items : 1;
  if (count >= min && count <= max) return true;
  if (!parameter.multiple) {
    node.add_error(base::Message{"model.one_value_only"});
  } else if (count < min) {
    node.add_error(
        base::Message{"model.too_few_values", {{"least", static_cast<std::int64_t>(min)}}});
  } else {
    node.add_error(
        base::Message{"model.too_many_values", {{"most", static_cast<std::int64_t>(max)}}});
  }
  return false;
}

}  // namespace

std::optional<WrittenValues> read_argument(const JsonReader& node, const Parameter& parameter,
                                           const EvaluationContext& context) {
  const auto content = is_bare_range(node, parameter) ? node : unwrap(node, {"value", "values"});
  if (!content) return std::nullopt;
  const bool is_list = content->value().elements() != nullptr;
  const std::vector<JsonReader> nodes =
      is_list ? content->elements() : std::vector<JsonReader>{*content};
  if (!check_item_count(*content, parameter, nodes.size())) return std::nullopt;
  return read_several(nodes, parameter, context);
}

std::vector<Value> default_values(const Parameter& parameter, const EvaluationContext& context) {
  Diagnostics diagnostics;
  const JsonReader node{parameter.default_value, "default", diagnostics};
  auto written = read_argument(node, parameter, context);
  if (written) return std::move(written->values);
  throw base::Error("default of " + parameter.key + ": not to be had on this day",
                    diagnostics.errors.front().reason);
}

std::optional<JsonReader> instance_id_list(const JsonReader& node) {
  return unwrap(node, {"values", "ids"});
}

}  // namespace model
