#include "model/highlight_reader.h"

#include <array>

#include "model/value_reader.h"

namespace model {
namespace {

constexpr std::size_t kHighlights = 10;  // of one column
constexpr std::size_t kValues = 50;      // of one of them

constexpr std::array<std::pair<std::string_view, Operator>, 8> kOperators{
    {{"eq", Operator::kEq},
     {"neq", Operator::kNeq},
     {"gt", Operator::kGt},
     {"gte", Operator::kGte},
     {"lt", Operator::kLt},
     {"lte", Operator::kLte},
     {"between", Operator::kBetween},
     {"in", Operator::kIn}}};

constexpr std::array<std::pair<std::string_view, Highlight::Tone>, 3> kTones{
    {{"good", Highlight::Tone::kGood},
     {"warning", Highlight::Tone::kWarning},
     {"bad", Highlight::Tone::kBad}}};

std::vector<Value> read_values(const Node& node, Type type, Operator op) {
  const bool is_list = op == Operator::kBetween || op == Operator::kIn;
  const std::vector<Node> nodes = is_list ? node.elements() : std::vector<Node>{node};
  if (op == Operator::kBetween && nodes.size() != 2) {
    node.fault(base::Message{"model.not_two_values"});
    return {};
  }
  if (nodes.empty() || nodes.size() > kValues) {
    node.fault(base::Message{"model.not_so_many_values", {{"most", std::int64_t{kValues}}}});
    return {};
  }
  std::vector<Value> values;
  for (const Node& element : nodes) {
    if (auto value = read_value(element, type, Present{})) values.push_back(*std::move(value));
  }
  return values;
}

Highlight read_highlight(const Node& node, Type type) {
  Members members{node};
  Highlight highlight;
  const auto op = members.require("op");
  const auto value = members.require("value");
  if (op) {
    highlight.op = op->one_of<Operator>(kOperators).value_or(Operator::kEq);
    if (!fits(highlight.op, type)) {
      op->fault(base::Message{
          "model.operator_does_not_fit",
          {{"operator", std::string{name(highlight.op)}}, {"type", std::string{name(type)}}}});
    } else if (value) {
      highlight.values = read_values(*value, type, highlight.op);
    }
  }
  if (const auto tone = members.require("tone")) {
    highlight.tone = tone->one_of<Highlight::Tone>(kTones).value_or(Highlight::Tone::kWarning);
  }
  members.refuse_unknown();
  return highlight;
}

}  // namespace

std::vector<Highlight> read_highlights(const Node& node, Type type) {
  std::vector<Highlight> highlights;
  for (const Node& element : node.elements()) highlights.push_back(read_highlight(element, type));
  if (highlights.size() > kHighlights) {
    node.fault(base::Message{"model.not_so_many_values", {{"most", std::int64_t{kHighlights}}}});
  }
  return highlights;
}

}  // namespace model
