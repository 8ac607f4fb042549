#include "model/reader/argument_reader.h"

#include <algorithm>
#include <set>
#include <vector>

#include "base/error.h"
#include "model/definition/parameter.h"
#include "model/reader/json_reader.h"
#include "model/reader/value_reader.h"
#include "model/value/value.h"

namespace model {
namespace {

constexpr std::size_t kMaxIdBytes = 1'000;

/// Counts the characters of well-formed UTF-8.
std::size_t characters(std::string_view text) {
  return static_cast<std::size_t>(std::ranges::count_if(
      text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

bool is_in_range(const Parameter& parameter, const Value& value) {
  const auto* range = std::get_if<DateRange>(&value);
  const Value first = range == nullptr ? value : Value{range->from};
  const Value last = range == nullptr ? value : Value{range->to};
  return !(parameter.min && compare(first, *parameter.min) < 0) &&
         !(parameter.max && compare(last, *parameter.max) > 0);
}

bool is_within_max_days(const Parameter& parameter, const Value& value) {
  const auto* range = std::get_if<DateRange>(&value);
  if (range == nullptr || parameter.max_days == 0) return true;
  const auto days = std::chrono::sys_days{range->to} - std::chrono::sys_days{range->from};
  return days.count() < parameter.max_days;
}

base::Message range_error(const Parameter& parameter) {
  const std::string min = parameter.min ? format_value(*parameter.min) : "";
  const std::string max = parameter.max ? format_value(*parameter.max) : "";
  if (!parameter.max) return base::Message{"model.too_small", {{"least", min}}};
  if (!parameter.min) return base::Message{"model.too_large", {{"most", max}}};
  return base::Message{"model.not_between", {{"least", min}, {"most", max}}};
}

bool check_length(const JsonReader& node, const Parameter& parameter, std::string_view text) {
  const std::size_t length = characters(text);
  if (length < parameter.min_length) {
    node.add_error(base::Message{"model.too_short",
                                 {{"least", static_cast<std::int64_t>(parameter.min_length)}}});
  } else if (length > parameter.max_length) {
    node.add_error(base::Message{"model.too_long",
                                 {{"most", static_cast<std::int64_t>(parameter.max_length)}}});
  } else {
    return true;
  }
  return false;
}

bool check_choice(const JsonReader& node, const Parameter& parameter, std::string_view text) {
  if (std::ranges::find(parameter.choices, text, &Choice::value) != parameter.choices.end()) {
    return true;
  }
  node.add_error(base::Message{"model.not_one_of", {{"allowed", choice_list(parameter.choices)}}});
  return false;
}

bool check_text_constraints(const JsonReader& node, const Parameter& parameter,
                            std::string_view text) {
  if (parameter.type == Type::kEnum) return parameter.lookup || check_choice(node, parameter, text);
  if (!check_length(node, parameter, text)) return false;
  if (!parameter.pattern || parameter.pattern->matches(text)) return true;
  node.add_error(base::Message{"model.no_match", {{"pattern", parameter.pattern->expression()}}});
  return false;
}

/// Whether the value is within the parameter's range, length, pattern and choices. Otherwise it
/// adds an error to the node.
bool check_constraints(const JsonReader& node, const Parameter& parameter, const Value& value) {
  if (const auto* text = std::get_if<std::string>(&value)) {
    return check_text_constraints(node, parameter, *text);
  }
  if (!is_in_range(parameter, value)) {
    node.add_error(range_error(parameter));
  } else if (!is_within_max_days(parameter, value)) {
    node.add_error(base::Message{"model.span_too_long", {{"most", parameter.max_days}}});
  } else {
    return true;
  }
  return false;
}

/// The only member of `names` that the object has, or the node itself if it is not an object.
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

/// The ids under the reserved key: `{"values": [x, y]}`, `{"ids": [x, y]}`, a bare list.
std::optional<JsonReader> instance_id_list(const JsonReader& node) {
  return unwrap(node, {"values", "ids"});
}

std::optional<Value> read_id(const JsonReader& node, const InstanceIds& definition) {
  auto id = read_value(node, definition.type, EvaluationContext{});
  const auto* text = id ? std::get_if<std::string>(&*id) : nullptr;
  if (text == nullptr || (!text->empty() && text->size() <= kMaxIdBytes)) return id;
  node.add_error(base::Message{"model.not_id"});
  return std::nullopt;
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
  throw base::Error("default of " + parameter.key + ": no value on this day",
                    diagnostics.errors.front().reason);
}

std::vector<Value> read_instance_ids(const JsonReader& node, const InstanceIds& definition) {
  std::vector<Value> ids;
  const auto list = instance_id_list(node);
  if (!list) return ids;
  const auto nodes = list->elements();
  if (list->value().elements() != nullptr && nodes.empty()) {
    list->add_error(base::Message{"model.no_ids"});
  }
  std::set<std::string> seen;
  for (const JsonReader& element : nodes) {
    auto id = read_id(element, definition);
    if (id && seen.insert(format_value(*id)).second) ids.push_back(*std::move(id));
  }
  if (ids.size() > definition.max_count) {
    list->add_error(base::Message{"model.too_many_ids",
                                  {{"most", static_cast<std::int64_t>(definition.max_count)}}});
  }
  return ids;
}

}  // namespace model
