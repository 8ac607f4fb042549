#include "model/highlight_reader.h"

#include <array>

#include "model/reader/value_reader.h"

namespace model {
namespace {

constexpr std::size_t kMaxHighlights = 10;       // of one column
constexpr std::size_t kMaxHighlightValues = 50;  // of one of them

constexpr std::array<std::pair<std::string_view, Operator>, 8> kHighlightOperators{
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

std::vector<Value> read_values(const JsonReader& node, Type type, Operator op) {
  const bool is_list = op == Operator::kBetween || op == Operator::kIn;
  const std::vector<JsonReader> nodes = is_list ? node.elements() : std::vector<JsonReader>{node};
  if (op == Operator::kBetween && nodes.size() != 2) {
    node.add_error(base::Message{"model.not_two_values"});
    return {};
  }
  if (nodes.empty() || nodes.size() > kMaxHighlightValues) {
    node.add_error(
        base::Message{"model.not_so_many_values", {{"most", std::int64_t{kMaxHighlightValues}}}});
    return {};
  }
  std::vector<Value> values;
  for (const JsonReader& element : nodes) {
    if (auto value = read_value(element, type, EvaluationContext{}))
      values.push_back(*std::move(value));
  }
  return values;
}

Highlight read_highlight(const JsonReader& node, Type type) {
  JsonObjectReader members{node};
  Highlight highlight;
  const auto op = members.require("op");
  const auto value = members.require("value");
  if (op) {
    highlight.op = op->parse_enum<Operator>(kHighlightOperators).value_or(Operator::kEq);
    if (!is_applicable(highlight.op, type)) {
      op->add_error(base::Message{
          "model.operator_does_not_fit",
          {{"operator", std::string{name(highlight.op)}}, {"type", std::string{name(type)}}}});
    } else if (value) {
      highlight.values = read_values(*value, type, highlight.op);
    }
  }
  if (const auto tone = members.require("tone")) {
    highlight.tone = tone->parse_enum<Highlight::Tone>(kTones).value_or(Highlight::Tone::kWarning);
  }
  members.reject_unknown_members();
  return highlight;
}

}  // namespace

std::vector<Highlight> read_highlights(const JsonReader& node, Type type) {
  std::vector<Highlight> highlights;
  for (const JsonReader& element : node.elements())
    highlights.push_back(read_highlight(element, type));
  if (highlights.size() > kMaxHighlights) {
    node.add_error(
        base::Message{"model.not_so_many_values", {{"most", std::int64_t{kMaxHighlights}}}});
  }
  return highlights;
}

}  // namespace model
