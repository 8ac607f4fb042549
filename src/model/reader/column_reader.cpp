#include "model/reader/column_reader.h"

#include <array>
#include <vector>

#include "language/currency.h"
#include "model/reader/json_reader.h"
#include "model/reader/key.h"
#include "model/reader/parameter_reader.h"
#include "model/reader/value_reader.h"

namespace model {
namespace {

constexpr std::size_t kMaxHighlights = 10;       // of one column
constexpr std::size_t kMaxHighlightValues = 50;  // of one highlight

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

language::Localized read_from(const JsonReader& node) {
  const language::Localized from = node.localized();
  if (!is_result_column(from.en) || !is_result_column(from.ar)) {
    node.add_error(base::Message{"model.not_result_column"});
  }
  return from;
}

/// False if the type is unknown.
bool read_type(JsonObjectReader& members, Column& column) {
  const auto node = members.require("type");
  const auto type = node ? node->parse_enum(types().first(types().size() - 1)) : std::nullopt;
  column.type = type.value_or(Type::kString);
  return !node || type.has_value();
}

void read_names(JsonObjectReader& members, Column& column) {
  if (const auto node = members.require("key")) {
    column.key = node->text().value_or("");
    if (!is_key(column.key)) node->add_error(base::Message{"model.not_key"});
  }
  column.title = members.title("title", column.key);
  column.from = {column.key, column.key};
  if (const auto node = members.find("from")) column.from = read_from(*node);
}

/// "SAR", or `{"from": "currency_code"}`.
void read_currency(const JsonReader& node, Column& column) {
  if (node.value().members() == nullptr) {
    column.currency = node.text().value_or("");
    if (!language::is_currency(column.currency))
      node.add_error(base::Message{"model.not_currency"});
    return;
  }
  JsonObjectReader members{node};
  if (const auto from = members.require("from")) {
    column.currency_from = from->text().value_or("");
    if (!is_result_column(column.currency_from)) {
      from->add_error(base::Message{"model.not_result_column"});
    }
  }
  members.reject_unknown_members();
}

void read_money(JsonObjectReader& members, Column& column) {
  const bool is_money = column.type == Type::kMoney;
  if (const auto node = members.find("currency")) {
    read_currency(*node, column);
    if (!is_money) node->add_error(base::Message{"model.not_for_this_type"});
  }
  if (const auto node = members.find("minor")) {
    column.minor = node->boolean().value_or(false);
    if (!is_money) node->add_error(base::Message{"model.not_for_this_type"});
    const bool has_currency = !column.currency.empty() || !column.currency_from.empty();
    if (column.minor && !has_currency)
      node->add_warning(base::Message{"model.minor_without_currency"});
  }
}

/// The number format.
void read_number(JsonObjectReader& members, Column& column) {
  if (const auto node = members.find("decimals")) {
    const auto decimals = node->integer(0, Column::kMaxDecimals);
    if (decimals) column.decimals = static_cast<int>(*decimals);
    if (!has_decimals(column.type)) node->add_error(base::Message{"model.not_for_this_type"});
  }
  if (const auto node = members.find("grouping")) {
    column.grouping = node->boolean().value_or(true);
    if (column.type != Type::kInteger) node->add_error(base::Message{"model.not_for_this_type"});
  }
}

/// Numbers and durations have all totals, other ordered types minimum and maximum, the rest a
/// count.
bool fits(Aggregate total, Type type) {
  const bool is_measure = is_number(type) || type == Type::kDuration;
  switch (total) {
    case Aggregate::kNone:
    case Aggregate::kCount:
      return true;
    case Aggregate::kMin:
    case Aggregate::kMax:
      return is_ordered(type);
    case Aggregate::kSum:
    case Aggregate::kAverage:
      break;
  }
  return is_measure;
}

void read_total(const JsonReader& node, Column& column) {
  column.aggregate = node.parse_enum<Aggregate>(aggregates()).value_or(Aggregate::kNone);
  if (!fits(column.aggregate, column.type))
    node.add_error(base::Message{"model.not_for_this_type"});
  if (column.aggregate == Aggregate::kAverage && column.type == Type::kPercent) {
    node.add_warning(base::Message{"model.average_of_percents"});
  }
}

/// true, false or "auto".
HijriColumn read_hijri(const JsonReader& node) {
  if (const bool* is_wanted = node.value().boolean()) {
    return *is_wanted ? HijriColumn::kAlways : HijriColumn::kNone;
  }
  const std::string* word = node.value().string();
  if (word == nullptr || *word != "auto") node.add_error(base::Message{"model.not_hijri_column"});
  return HijriColumn::kAuto;
}

}  // namespace

Column read_column(const JsonReader& node) {
  JsonObjectReader members{node};
  Column column;
  read_names(members, column);
  const bool is_typed = read_type(members, column);
  const std::size_t errors_before = node.diagnostics().errors.size();
  read_money(members, column);
  read_number(members, column);
  if (const auto hijri = members.find("hijri")) {
    column.hijri = read_hijri(*hijri);
    if (column.type != Type::kDate && column.type != Type::kDateTime) {
      hijri->add_error(base::Message{"model.not_for_this_type"});
    }
  }
  if (const auto total = members.find("total")) read_total(*total, column);
  if (const auto values = members.find("values")) {
    if (column.type != Type::kEnum) values->add_error(base::Message{"model.not_for_this_type"});
    column.choices = read_choices(*values);
  }
  if (const auto highlights = members.find("highlights")) {
    column.highlights = read_highlights(*highlights, column.type);
  }
  if (!is_typed) node.diagnostics().errors.resize(errors_before);  // they depend on the type
  members.reject_unknown_members();
  return column;
}

}  // namespace model
