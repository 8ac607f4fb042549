#include "model/report_spec.h"

#include <algorithm>

#include "base/time.h"
#include "model/reader/file_name_pattern.h"
#include "model/reader/list_query_reader.h"
#include "model/reader/parameter_reader.h"
#include "model/request.h"

namespace model {
namespace {

constexpr std::size_t kMaxSmallReportRows = 1'000;

json::Value values_json(const std::vector<Value>& values) {
  json::Value list = json::Value::array();
  for (const Value& value : values) list.add(to_json(value));
  return list;
}

json::Value item(std::string_view key, json::Value value) {
  return json::Value::object({{"key", key}, {"value", std::move(value)}});
}

json::Value argument_json(const Argument& argument) {
  if (argument.parameter->multiple) {
    return json::Value::object({{"values", values_json(argument.values)}});
  }
  if (argument.parameter->type == Type::kDateRange) return to_json(argument.values.front());
  return json::Value::object({{"value", to_json(argument.values.front())}});
}

/// The text of a placeholder: "period.from", "status".
std::string placeholder_text(const ReportSpec& spec, std::string_view placeholder) {
  const Argument* argument = spec.argument(placeholder.substr(0, placeholder.find('.')));
  if (argument == nullptr) return "";
  if (const auto* range = std::get_if<DateRange>(&argument->values.front())) {
    return format_value(placeholder.ends_with(".from") ? range->from : range->to);
  }
  std::string texts;
  for (const Value& value : argument->values) {
    if (!texts.empty()) texts += "-";
    texts += format_value(value);
  }
  return texts;
}

}  // namespace

const Argument* ReportSpec::argument(std::string_view key) const {
  const auto found = std::ranges::find_if(
      arguments, [&](const Argument& argument) { return argument.parameter->key == key; });
  return found == arguments.end() ? nullptr : &*found;
}

std::vector<const Column*> ReportSpec::columns() const {
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

std::vector<language::Language> ReportSpec::languages() const {
  std::vector<language::Language> languages{language};
  for (const language::Language other : model->layout.languages) {
    if (std::ranges::find(languages, other) == languages.end()) languages.push_back(other);
  }
  return languages;
}

json::Value ReportSpec::canonical_params() const {
  json::Value parameters = json::Value::array();
  for (const Argument& argument : arguments) {
    parameters.add(item(argument.parameter->key, argument_json(argument)));
  }
  if (instance_ids) {
    parameters.add(
        item(kInstanceIdsKey, json::Value::object({{"values", values_json(*instance_ids)}})));
  }
  json::Value params = json::Value::object({{"uid", model->uid},
                                            {"lang", language::code(language)},
                                            {"template", kExcelAutoTemplate},
                                            {"organizationUid", organization.uid.text()},
                                            {"parameters", std::move(parameters)}});
  if (query) params.add("query", to_json(*query));
  return params;
}

std::chrono::seconds ReportSpec::retention() const {
  const auto mine = model->limits.retention;
  const auto callers = caller.limits.retention;
  if (mine && callers) return std::min(*mine, *callers);
  return mine ? *mine : callers.value_or(base::kDefaultRetention);
}

bool ReportSpec::is_small() const {
  if (instance_ids) return instance_ids->size() <= kMaxSmallReportRows;
  return query && query->page && query->page->size <= std::int64_t{kMaxSmallReportRows};
}

std::string ReportSpec::file_name() const {
  const std::string& pattern = model->file_name.get(language);
  if (pattern.empty()) return model->title.get(language);
  return fill_placeholders(pattern,
                           [&](std::string_view name) { return placeholder_text(*this, name); });
}

}  // namespace model
