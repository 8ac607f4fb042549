#include "model/condition_reader.h"

#include "model/value_reader.h"

namespace model {
namespace {

constexpr std::size_t kConditions = 100;
constexpr std::size_t kValues = 1'000;  // of one condition

class Reader {
 public:
  Reader(const DataModel& model, std::string_view time_zone)
      : model_(model), time_zone_(time_zone) {}

  std::vector<Condition> read(const Node& node) const {
    const json::Value* all = node.value().find("and");
    if (all == nullptr) return conditions({node});
    if (node.value().members()->size() > 1) {
      node.fault(base::Phrase{"model.filter_not_served"});
      return {};
    }
    const auto nodes = node.member("and", *all).elements();
    if (nodes.size() > kConditions) {
      node.fault(base::Phrase{"model.too_many_conditions", {{"most", std::int64_t{kConditions}}}});
      return {};
    }
    return conditions(nodes);
  }

 private:
  std::vector<Condition> conditions(const std::vector<Node>& nodes) const {
    std::vector<Condition> found;
    for (const Node& node : nodes) {
      if (auto condition = read_condition(node)) found.push_back(*std::move(condition));
    }
    return found;
  }

  std::optional<Condition> read_condition(const Node& node) const {
    if (node.value().members() == nullptr || node.value().find("field") == nullptr) {
      node.fault(base::Phrase{"model.filter_not_served"});
      return std::nullopt;
    }
    Members members{node};
    const auto field = members.require("field");
    const auto op_node = members.require("op");
    const auto value = members.require("value");
    members.refuse_unknown();
    const auto key = field ? field->text() : std::nullopt;
    const auto op = op_node ? op_node->one_of(operators()) : std::nullopt;
    if (!key || !op || !value || !is_allowed(*field, *key, *op_node, *op)) return std::nullopt;
    return with_values({*key, *op, {}}, *value);
  }

  bool is_allowed(const Node& field, const std::string& key, const Node& op_node,
                  Operator op) const {
    const auto found = model_.query.filter.find(key);
    if (found == model_.query.filter.end()) {
      std::vector<std::string_view> keys;
      for (const auto& [known, allowed] : model_.query.filter) keys.push_back(known);
      field.fault(base::Phrase{"model.not_filterable", {{"allowed", joined(keys)}}});
      return false;
    }
    if (model_.query.allows(key, op)) return true;
    std::vector<std::string_view> allowed;
    for (const Operator known : found->second) {
      if (is_served(known)) allowed.push_back(name(known));
    }
    op_node.fault(base::Phrase{"model.operator_not_allowed", {{"allowed", joined(allowed)}}});
    return false;
  }

  std::optional<Condition> with_values(Condition condition, const Node& node) const {
    const Type type = model_.column(condition.field)->type;
    std::vector<Node> nodes{node};
    if (condition.op == Operator::kIn || condition.op == Operator::kBetween) {
      nodes = node.elements();
      if (node.value().elements() == nullptr) return std::nullopt;
      const std::size_t most = condition.op == Operator::kIn ? kValues : 2;
      const std::size_t least = condition.op == Operator::kIn ? 1 : 2;
      if (nodes.size() < least || nodes.size() > most) {
        node.fault(least == 2 ? base::Phrase{"model.not_two_values"}
                              : base::Phrase{"model.not_so_many_values",
                                             {{"most", static_cast<std::int64_t>(most)}}});
        return std::nullopt;
      }
    }
    for (const Node& element : nodes) {
      auto value = read_value(element, type, time_zone_);
      if (!value) return std::nullopt;
      condition.values.push_back(*std::move(value));
    }
    if (condition.op == Operator::kBetween &&
        compare(condition.values[0], condition.values[1]) > 0) {
      node.fault(
          base::Phrase{"model.range_reversed",
                       {{"from", text(condition.values[0])}, {"to", text(condition.values[1])}}});
      return std::nullopt;
    }
    return condition;
  }

  const DataModel& model_;
  std::string_view time_zone_;
};

}  // namespace

std::vector<Condition> read_conditions(const Node& node, const DataModel& model,
                                       std::string_view time_zone) {
  return Reader{model, time_zone}.read(node);
}

}  // namespace model
