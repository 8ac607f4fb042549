#include "model/argument_reader.h"

#include <algorithm>

#include "base/error.h"
#include "model/value_bounds.h"
#include "model/value_reader.h"

namespace model {
namespace {

/// The one member of `names` that the object has, or the node itself where it is no object.
std::optional<Node> unwrapped(const Node& node, std::initializer_list<std::string_view> names) {
  if (node.value().members() == nullptr) return node;
  Members members{node};
  std::optional<Node> inner;
  for (const std::string_view name : names) {
    const auto found = members.find(name);
    if (found && inner) {
      node.fault(base::Message{"model.two_values"});
      return std::nullopt;
    }
    if (found) inner = found;
  }
  members.warn_of_unknown();
  if (!inner) node.fault(base::Message{"model.no_value", {{"allowed", joined(names)}}});
  return inner;
}

bool is_bare_range(const Node& node, const Parameter& parameter) {
  return parameter.type == Type::kDateRange && node.value().find("value") == nullptr;
}

std::optional<Value> one(const Node& node, const Parameter& parameter, const Present& present) {
  auto value = read_value(node, parameter.type, present);
  if (!value || !keeps_bounds(node, parameter, *value)) return std::nullopt;
  return value;
}

std::optional<WrittenValues> several(const std::vector<Node>& nodes, const Parameter& parameter,
                                     const Present& present) {
  WrittenValues written;
  for (const Node& node : nodes) {
    auto value = one(node, parameter, present);
    if (!value) continue;
    written.values.push_back(*std::move(value));
    written.paths.push_back(node.path());
  }
  return written.values.size() == nodes.size() ? std::optional{std::move(written)} : std::nullopt;
}

bool is_right_count(const Node& node, const Parameter& parameter, std::size_t count) {
  const std::size_t least =
      parameter.multiple ? std::max(parameter.min_items, Parameter::kLeastItems) : 1;
  const std::size_t most = parameter.multiple ? parameter.max_items : 1;
  if (count >= least && count <= most) return true;
  if (!parameter.multiple) {
    node.fault(base::Message{"model.one_value_only"});
  } else if (count < least) {
    node.fault(
        base::Message{"model.too_few_values", {{"least", static_cast<std::int64_t>(least)}}});
  } else {
    node.fault(base::Message{"model.too_many_values", {{"most", static_cast<std::int64_t>(most)}}});
  }
  return false;
}

}  // namespace

std::optional<WrittenValues> read_argument(const Node& node, const Parameter& parameter,
                                           const Present& present) {
  const auto content = is_bare_range(node, parameter) ? node : unwrapped(node, {"value", "values"});
  if (!content) return std::nullopt;
  const bool is_list = content->value().elements() != nullptr;
  const std::vector<Node> nodes = is_list ? content->elements() : std::vector<Node>{*content};
  if (!is_right_count(*content, parameter, nodes.size())) return std::nullopt;
  return several(nodes, parameter, present);
}

std::vector<Value> defaults(const Parameter& parameter, const Present& present) {
  Diagnostics diagnostics;
  const Node node{parameter.standard, "default", diagnostics};
  auto written = read_argument(node, parameter, present);
  if (written) return std::move(written->values);
  throw base::Error("default of " + parameter.key + ": not to be had on this day",
                    diagnostics.errors.front().reason);
}

std::optional<Node> instance_id_list(const Node& node) {
  return unwrapped(node, {"values", "ids"});
}

}  // namespace model
