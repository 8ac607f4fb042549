#include "model/reader/filter_reader.h"

#include <algorithm>
#include <optional>
#include <string>

#include "model/reader/value_reader.h"

namespace model {
namespace {

using Join = Filter::Join;

constexpr int kMaxDepth = 8;  // of nested filters
constexpr std::size_t kMaxConditions = 100;
constexpr std::size_t kMaxValuesPerCondition = 1'000;
constexpr std::size_t kMaxValues =
    10'000;  // of the whole filter; SQLite binds 32,766 to one statement

/// Whether the operator compares values as a whole, without an order.
bool compares_whole(Operator op) {
  return op == Operator::kEq || op == Operator::kNeq || takes_list(op);
}

/// No error, since the data may have values that the data model does not list.
void warn_if_unlisted(const JsonReader& node, const Column& column, const Value& value) {
  const auto* text = std::get_if<std::string>(&value);
  if (column.type != Type::kEnum || column.choices.empty() || text == nullptr) return;
  if (std::ranges::find(column.choices, *text, &Choice::value) != column.choices.end()) return;
  node.add_warning(base::Message{"model.unlisted_value",
                                 {{"value", abbreviated(*text)},
                                  {"name", column.key},
                                  {"allowed", choice_list(column.choices)}}});
}

class FilterReader {
 public:
  explicit FilterReader(const FilterGrammar& grammar) : grammar_(grammar) {}

  /// Adds the conditions and filters at the node to `into`.
  void read(const JsonReader& node, Filter& into, int depth) {
    const json::Value* all = node.value().find("and");
    const json::Value* any = node.value().find("or");
    if (all != nullptr || any != nullptr) return join(node, into, depth);
    if (auto condition = read_condition(node)) into.conditions.push_back(*std::move(condition));
  }

 private:
  void join(const JsonReader& node, Filter& into, int depth) {
    if (node.value().members()->size() > 1)
      return node.add_error(base::Message{"model.filter_not_one"});
    if (depth == kMaxDepth) {
      return node.add_error(
          base::Message{"model.filter_too_deep", {{"most", std::int64_t{kMaxDepth}}}});
    }
    const json::Member& only = node.value().members()->front();
    const Join join = only.name == "and" ? Join::kAnd : Join::kOr;
    const JsonReader list = node.member(only.name, only.value);
    const auto nodes = list.elements();
    const bool is_outermost_and = depth == 0 && join == Join::kAnd;
    if (only.value.elements() != nullptr && nodes.empty() && !is_outermost_and) {
      return list.add_error(base::Message{"model.empty_list"});
    }
    // "and" in "and", or "or" in "or", is one level.
    if (join == into.join) {
      for (const JsonReader& element : nodes) read(element, into, depth + 1);
      return;
    }
    Filter part{join, {}, {}};
    for (const JsonReader& element : nodes) read(element, part, depth + 1);
    into.parts.push_back(std::move(part));
  }

  std::optional<Condition> read_condition(const JsonReader& node) {
    if (++conditions_ > kMaxConditions) {
      if (conditions_ == kMaxConditions + 1) {
        node.add_error(
            base::Message{"model.too_many_conditions", {{"most", std::int64_t{kMaxConditions}}}});
      }
      return std::nullopt;
    }
    if (node.value().find("field") == nullptr) {
      node.add_error(base::Message{"model.not_filter"});
      return std::nullopt;
    }
    JsonObjectReader members{node};
    const auto field = members.require("field");
    const auto op_node = members.require("op");
    const auto value = members.find("value");
    members.reject_unknown_members();
    const auto key = field ? field->text() : std::nullopt;
    const auto op = op_node ? op_node->parse_enum(operators()) : std::nullopt;
    if (!key || !op) return std::nullopt;
    const Column* column = grammar_.column(*field, *key);
    if (column == nullptr || !grammar_.allows(*op_node, *column, *op)) return std::nullopt;
    if (is_unary(*op)) {
      if (value) value->add_error(base::Message{"model.takes_no_value"});
      return Condition{*key, *op, {}};
    }
    if (value) return with_values({*key, *op, {}}, *column, *value);
    node.member("value", node.value()).add_error(base::Message{"model.missing"});
    return std::nullopt;
  }

  std::optional<Condition> with_values(Condition condition, const Column& column,
                                       const JsonReader& node) {
    std::vector<JsonReader> nodes{node};
    const bool is_range = condition.op == Operator::kBetween;
    if (takes_list(condition.op) || is_range) {
      nodes = node.elements();
      if (node.value().elements() == nullptr || !is_right_count(node, nodes.size(), is_range)) {
        return std::nullopt;
      }
    }
    for (const JsonReader& element : nodes) {
      auto value = read_operand(element, column.type, grammar_.context);
      if (!value) return std::nullopt;
      if (compares_whole(condition.op)) warn_if_unlisted(element, column, *value);
      condition.values.push_back(*std::move(value));
    }
    if (is_range && !is_in_order(node, condition)) return std::nullopt;
    return condition;
  }

  bool is_right_count(const JsonReader& node, std::size_t count, bool is_range) {
    if (is_range) {
      if (count != 2) node.add_error(base::Message{"model.not_two_values"});
      return count == 2;
    }
    values_ += count;
    if (count >= 1 && count <= kMaxValuesPerCondition && values_ <= kMaxValues) return true;
    const auto max =
        static_cast<std::int64_t>(values_ > kMaxValues ? kMaxValues : kMaxValuesPerCondition);
    node.add_error(base::Message{"model.not_so_many_values", {{"most", max}}});
    return false;
  }

  static bool is_in_order(const JsonReader& node, const Condition& condition) {
    const auto day = [](const Value& value, Date DateRange::*end) {
      const auto* period = std::get_if<DateRange>(&value);
      return period == nullptr ? value : Value{period->*end};
    };
    const Value from = day(condition.values[0], &DateRange::from);
    const Value to = day(condition.values[1], &DateRange::to);
    if (!(compare(from, to) > 0)) return true;
    node.add_error(base::Message{"model.range_reversed",
                                 {{"from", format_value(from)}, {"to", format_value(to)}}});
    return false;
  }

  const FilterGrammar& grammar_;
  std::size_t conditions_ = 0;
  std::size_t values_ = 0;
};

json::Value values_json(const std::vector<Value>& values) {
  json::Value list = json::Value::array();
  for (const Value& value : values) {
    // A period is a text in filters: "2026-01-01/2026-01-31".
    list.add(std::holds_alternative<DateRange>(value) ? json::Value{format_value(value)}
                                                      : to_json(value));
  }
  return list;
}

json::Value to_json(const Condition& condition) {
  json::Value object =
      json::Value::object({{"field", condition.field}, {"op", name(condition.op)}});
  if (is_unary(condition.op)) return object;
  json::Value values = values_json(condition.values);
  const bool is_list = takes_list(condition.op) || condition.op == Operator::kBetween;
  object.add("value", is_list ? std::move(values) : values.elements()->front());
  return object;
}

}  // namespace

Filter read_filter(const JsonReader& node, const FilterGrammar& grammar) {
  Filter filter;
  FilterReader{grammar}.read(node, filter, 0);
  // A single outermost "or" is the filter itself.
  if (filter.conditions.empty() && filter.parts.size() == 1) {
    Filter only = std::move(filter.parts.front());
    return only;
  }
  return filter;
}

json::Value to_json(const Filter& filter) {
  json::Value list = json::Value::array();
  for (const Condition& condition : filter.conditions) list.add(to_json(condition));
  for (const Filter& part : filter.parts) list.add(to_json(part));
  return json::Value::object({{filter.join == Join::kAnd ? "and" : "or", std::move(list)}});
}

}  // namespace model
