#include "model/reader/parameter_reader.h"

#include <algorithm>
#include <initializer_list>
#include <vector>

#include "base/error.h"
#include "language/currency.h"
#include "model/reader/argument_reader.h"
#include "model/reader/json_reader.h"
#include "model/reader/key.h"
#include "model/reader/value_reader.h"
#include "model/definition/title_inference.h"

namespace model {
namespace {

constexpr std::int64_t kMaxTextLength = 30'000;
constexpr std::int64_t kMaxDays = 36'600;
constexpr std::int64_t kMaxItems = 30'000;  // SQLite binds 32,766 values to one statement

Choice read_choice(const JsonReader& node) {
  if (const std::string* text = node.value().string()) return {*text, {*text, *text}};
  JsonObjectReader members{node};
  Choice choice;
  if (const auto value = members.require("value")) choice.value = value->text().value_or("");
  choice.label = {choice.value, choice.value};
  if (const auto label = members.find("label")) choice.label = label->title();
  members.reject_unknown_members();
  return choice;
}

/// The member. Adds an error to it if this kind of parameter must not have it.
std::optional<JsonReader> find_for(JsonObjectReader& members, std::string_view name,
                                   bool is_known) {
  const auto found = members.find(name);
  if (!found || is_known) return found;
  found->add_error(base::Message{"model.not_for_this_type"});
  return std::nullopt;
}

/// False if the type is unknown.
bool read_type(JsonObjectReader& members, Parameter& parameter) {
  const auto node = members.require("type");
  const auto type = node ? node->parse_enum(types()) : std::nullopt;
  parameter.type = type.value_or(Type::kString);
  return !node || type.has_value();
}

void read_names(JsonObjectReader& members, Parameter& parameter) {
  if (const auto node = members.require("key")) {
    parameter.key = node->text().value_or("");
    if (parameter.key == kInstanceIdsKey) {
      node->add_error(base::Message{"model.reserved_key"});
    } else if (!is_key(parameter.key)) {
      node->add_error(base::Message{"model.not_key"});
    }
  }
  parameter.label = members.title("label", parameter.key);
  if (const auto node = members.find("help")) parameter.help = node->title();
  if (const auto node = members.find("required")) {
    parameter.required = node->boolean().value_or(false);
  }
}

void read_kind(JsonObjectReader& members, Parameter& parameter) {
  if (const auto node = find_for(members, "multiple", parameter.type != Type::kDateRange)) {
    parameter.multiple = node->boolean().value_or(false);
  }
}

void read_range(JsonObjectReader& members, Parameter& parameter) {
  const bool is_range = parameter.type == Type::kDateRange;
  const Type type = is_range ? Type::kDate : parameter.type;
  if (const auto node = find_for(members, "min", is_ordered(type))) {
    parameter.min = read_value(*node, type, EvaluationContext{});
  }
  const auto max = find_for(members, "max", is_ordered(type));
  if (max) parameter.max = read_value(*max, type, EvaluationContext{});
  if (const auto node = find_for(members, "maxDays", is_range)) {
    parameter.max_days = node->integer(1, kMaxDays).value_or(1);
  }
  if (parameter.min && parameter.max && compare(*parameter.min, *parameter.max) > 0) {
    max->add_error(base::Message{"model.max_below_min"});
  }
}

/// Whether the name is that of a year, or the bounds are those of years, of the Hijri calendar or
/// the Gregorian one.
bool is_year(const Parameter& parameter) {
  constexpr std::int64_t kFirstYear = 1300;
  constexpr std::int64_t kLastYear = 2999;
  if (is_year_name(parameter.key) || is_year_name(parameter.label.en) ||
      is_year_name(parameter.label.ar)) {
    return true;
  }
  const auto* min = parameter.min ? std::get_if<std::int64_t>(&*parameter.min) : nullptr;
  const auto* max = parameter.max ? std::get_if<std::int64_t>(&*parameter.max) : nullptr;
  return min != nullptr && max != nullptr && *min >= kFirstYear && *max <= kLastYear;
}

void read_pattern(const JsonReader& node, Parameter& parameter) {
  const auto expression = node.text();
  if (!expression) return;
  try {
    parameter.pattern = std::make_shared<const language::Pattern>(*expression);
  } catch (const base::Error& error) {
    node.add_error(error.user_message().value_or(base::Message{"model.not_text"}));
  }
}

/// Reads the limits of a count and checks that the maximum is not below the minimum.
void read_counts(const std::optional<JsonReader>& min_node,
                 const std::optional<JsonReader>& max_node, std::int64_t bound, std::size_t& min,
                 std::size_t& max) {
  if (min_node) min = static_cast<std::size_t>(min_node->integer(0, bound).value_or(0));
  if (max_node) max = static_cast<std::size_t>(max_node->integer(1, bound).value_or(bound));
  if (min > max) (max_node ? max_node : min_node)->add_error(base::Message{"model.max_below_min"});
}

void read_text_bounds(JsonObjectReader& members, Parameter& parameter) {
  const bool is_free = is_textual(parameter.type) && parameter.type != Type::kEnum;
  const auto min_node = find_for(members, "minLength", is_free);
  const auto max_node = find_for(members, "maxLength", is_free);
  read_counts(min_node, max_node, kMaxTextLength, parameter.min_length, parameter.max_length);
  if (const auto node = find_for(members, "pattern", is_free)) read_pattern(*node, parameter);
}

void read_items(JsonObjectReader& members, Parameter& parameter) {
  const auto min_node = find_for(members, "minItems", parameter.multiple);
  const auto max_node = find_for(members, "maxItems", parameter.multiple);
  read_counts(min_node, max_node, kMaxItems, parameter.min_items, parameter.max_items);
}

/// How reports show a number.
void read_number(JsonObjectReader& members, Parameter& parameter) {
  if (const auto node = find_for(members, "currency", parameter.type == Type::kMoney)) {
    parameter.currency = node->text().value_or("");
    if (!language::is_currency(parameter.currency))
      node->add_error(base::Message{"model.not_currency"});
  }
  const bool is_whole = parameter.type == Type::kInteger;
  parameter.grouping = !(is_whole && is_year(parameter));
  if (const auto node = find_for(members, "grouping", is_whole)) {
    parameter.grouping = node->boolean().value_or(true);
  }
}

/// `{"sql": "SELECT code AS value, ... FROM branches WHERE region = :region"}`
void read_lookup(const JsonReader& node, std::optional<SqlDialect> dialect, Parameter& parameter) {
  JsonObjectReader members{node};
  const auto sql = members.require("sql");
  members.reject_unknown_members();
  const auto text = sql ? sql->text() : std::nullopt;
  if (!text) return;
  try {
    parameter.lookup = dialect ? std::make_shared<const SqlTemplate>(*text, *dialect)
                               : std::make_shared<const SqlTemplate>();
  } catch (const base::Error& error) {
    sql->add_error(error.user_message().value_or(base::Message{"model.not_text"}));
  }
}

/// Whether a query may find the values of a parameter of the type.
bool may_look_up(Type type) {
  switch (type) {
    case Type::kString:
    case Type::kInteger:
    case Type::kDate:
    case Type::kEnum:
      return true;
    case Type::kText:
    case Type::kDecimal:
    case Type::kMoney:
    case Type::kPercent:
    case Type::kBoolean:
    case Type::kDateTime:
    case Type::kTime:
    case Type::kDuration:
    case Type::kUrl:
    case Type::kDateRange:
      break;
  }
  return false;
}

bool is_lookup(const JsonReader& node) { return node.value().members() != nullptr; }

void read_values(JsonObjectReader& members, std::optional<SqlDialect> dialect,
                 Parameter& parameter) {
  if (const auto node = members.find("values");
      node && may_look_up(parameter.type) && is_lookup(*node)) {
    return read_lookup(*node, dialect, parameter);
  }
  if (parameter.type == Type::kEnum) {
    if (const auto node = members.require("values")) parameter.choices = read_choices(*node);
  } else {
    static_cast<void>(find_for(members, "values", false));
  }
}

/// Checks the default with an arbitrary date and time zone; words such as "thisMonth" are evaluated
/// again for each request.
void read_default(JsonObjectReader& members, Parameter& parameter) {
  const auto node = members.find("default");
  if (!node) return;
  const EvaluationContext some_day{base::to_time(std::int64_t{1'750'000'000} * 1'000'000),
                                   language::TimeZone{}};
  if (read_argument(*node, parameter, some_day)) parameter.default_value = node->value();
}

}  // namespace

std::vector<Choice> read_choices(const JsonReader& node) {
  std::vector<Choice> choices;
  for (const JsonReader& element : node.elements()) {
    Choice choice = read_choice(element);
    if (std::ranges::find(choices, choice.value, &Choice::value) != choices.end()) {
      element.add_error(base::Message{"model.twice", {{"name", abbreviated(choice.value)}}});
    }
    choices.push_back(std::move(choice));
  }
  if (choices.empty()) node.add_error(base::Message{"model.empty_list"});
  return choices;
}

Parameter read_parameter(const JsonReader& node, std::optional<SqlDialect> dialect) {
  JsonObjectReader members{node};
  Parameter parameter;
  read_names(members, parameter);
  const bool is_typed = read_type(members, parameter);
  const std::size_t errors_before = node.diagnostics().errors.size();
  read_kind(members, parameter);
  read_range(members, parameter);
  read_number(members, parameter);
  read_text_bounds(members, parameter);
  read_items(members, parameter);
  read_values(members, dialect, parameter);
  read_default(members, parameter);
  if (!is_typed) node.diagnostics().errors.resize(errors_before);  // they depend on the type
  members.reject_unknown_members();
  return parameter;
}

}  // namespace model
