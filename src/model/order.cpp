#include "model/order.h"

#include <algorithm>

#include "model/file_name.h"
#include "model/list_query_reader.h"
#include "model/parameter_reader.h"

namespace model {
namespace {

constexpr std::chrono::days kUsualRetention{7};
constexpr std::size_t kFewRows = 1'000;

json::Value list_of(const std::vector<Value>& values) {
  json::Value list = json::Value::array();
  for (const Value& value : values) list.add(json_of(value));
  return list;
}

json::Value item(std::string_view key, json::Value value) {
  return json::Value::object({{"key", key}, {"value", std::move(value)}});
}

json::Value value_of(const Argument& argument) {
  if (argument.parameter->multiple) {
    return json::Value::object({{"values", list_of(argument.values)}});
  }
  if (argument.parameter->type == Type::kDateRange) return json_of(argument.values.front());
  return json::Value::object({{"value", json_of(argument.values.front())}});
}

/// The text of a placeholder: "period.from", "status".
std::string placeholder_text(const Order& order, std::string_view placeholder) {
  const Argument* argument = order.argument(placeholder.substr(0, placeholder.find('.')));
  if (argument == nullptr) return "";
  if (const auto* range = std::get_if<DateRange>(&argument->values.front())) {
    return text(placeholder.ends_with(".from") ? range->from : range->to);
  }
  std::string texts;
  for (const Value& value : argument->values) {
    if (!texts.empty()) texts += "-";
    texts += text(value);
  }
  return texts;
}

}  // namespace

const Argument* Order::argument(std::string_view key) const {
  const auto found = std::ranges::find_if(
      arguments, [&](const Argument& argument) { return argument.parameter->key == key; });
  return found == arguments.end() ? nullptr : &*found;
}

std::vector<const Column*> Order::columns() const {
  std::vector<const Column*> columns;
  if (query && !query->fields.empty()) {
    for (const Group& group : model->layout.groups) {
      const Column* column = model->column(group.by);
      const bool is_asked_for = std::ranges::find(query->fields, group.by) != query->fields.end();
      if (column != nullptr && !is_asked_for) columns.push_back(column);
    }
    for (const std::string& field : query->fields) columns.push_back(model->column(field));
    return columns;
  }
  for (const Column& column : model->columns) columns.push_back(&column);
  return columns;
}

std::vector<language::Language> Order::languages() const {
  std::vector<language::Language> languages{language};
  for (const language::Language other : model->layout.languages) {
    if (std::ranges::find(languages, other) == languages.end()) languages.push_back(other);
  }
  return languages;
}

json::Value Order::request() const {
  json::Value parameters = json::Value::array();
  for (const Argument& argument : arguments) {
    parameters.add(item(argument.parameter->key, value_of(argument)));
  }
  if (instance_ids) {
    parameters.add(
        item(kInstanceIdsKey, json::Value::object({{"values", list_of(*instance_ids)}})));
  }
  json::Value params = json::Value::object({{"uid", model->uid},
                                            {"lang", language::code(language)},
                                            {"template", "excel-auto"},
                                            {"organizationUid", organization.uid.text()},
                                            {"parameters", std::move(parameters)}});
  if (query) params.add("query", json_of(*query));
  return params;
}

std::chrono::seconds Order::retention() const {
  const auto mine = model->limits.retention;
  const auto callers = caller.limits.retention;
  if (mine && callers) return std::min(*mine, *callers);
  return mine ? *mine : callers.value_or(kUsualRetention);
}

bool Order::is_short() const {
  if (instance_ids) return instance_ids->size() <= kFewRows;
  return query && query->page && query->page->size <= std::int64_t{kFewRows};
}

std::string Order::file_name() const {
  const std::string& pattern = model->file_name.in(language);
  if (pattern.empty()) return model->title.in(language);
  return filled(pattern, [&](std::string_view name) { return placeholder_text(*this, name); });
}

}  // namespace model
