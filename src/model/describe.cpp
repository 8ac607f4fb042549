#include "model/describe.h"

#include "model/type.h"

namespace model {
namespace {

using Json = json::Value;

Json json_of(const language::Localized& text) {
  return Json::object({{"en", text.in(language::Language::kEnglish)},
                       {"ar", text.in(language::Language::kArabic)}});
}

Json count(std::size_t number) { return static_cast<std::int64_t>(number); }

Json choices_of(const std::vector<Choice>& choices) {
  Json list = Json::array();
  for (const Choice& choice : choices) {
    list.add(Json::object({{"value", choice.value}, {"label", json_of(choice.label)}}));
  }
  return list;
}

Json strings_of(const std::vector<std::string>& texts) {
  Json list = Json::array();
  for (const std::string& text : texts) list.add(text);
  return list;
}

Json default_of(const Parameter& parameter) {
  if (!parameter.multiple) return json_of(parameter.defaults.front());
  Json list = Json::array();
  for (const Value& value : parameter.defaults) list.add(json_of(value));
  return list;
}

void add_bounds(Json& object, const Parameter& parameter) {
  if (parameter.min) object.add("min", json_of(*parameter.min));
  if (parameter.max) object.add("max", json_of(*parameter.max));
  if (is_textual(parameter.type) && parameter.type != Type::kEnum) {
    object.add("minLength", count(parameter.min_length));
    object.add("maxLength", count(parameter.max_length));
    if (parameter.pattern) object.add("pattern", parameter.pattern->expression());
  }
  if (parameter.multiple) {
    object.add("minItems", count(parameter.min_items));
    object.add("maxItems", count(parameter.max_items));
  }
  if (!parameter.choices.empty()) object.add("values", choices_of(parameter.choices));
}

Json describe(const Parameter& parameter) {
  Json object = Json::object({{"key", parameter.key},
                              {"type", name(parameter.type)},
                              {"label", json_of(parameter.label)},
                              {"required", parameter.required},
                              {"multiple", parameter.multiple}});
  if (!parameter.help.en.empty() || !parameter.help.ar.empty()) {
    object.add("help", json_of(parameter.help));
  }
  if (!parameter.defaults.empty()) object.add("default", default_of(parameter));
  add_bounds(object, parameter);
  return object;
}

Json describe(const Column& column) {
  Json object = Json::object(
      {{"key", column.key}, {"type", name(column.type)}, {"title", json_of(column.title)}});
  if (!column.currency.empty()) object.add("currency", column.currency);
  if (column.hijri) object.add("hijri", true);
  if (!column.choices.empty()) object.add("values", choices_of(column.choices));
  return object;
}

Json filters_of(const QueryDefinition& query) {
  Json fields = Json::object();
  for (const auto& [field, allowed] : query.filter) {
    Json names = Json::array();
    for (const Operator op : allowed) {
      if (is_served(op)) names.add(name(op));
    }
    fields.add(field, std::move(names));
  }
  return fields;
}

Json sort_of(const std::vector<Sort>& sorts) {
  Json list = Json::array();
  for (const Sort& sort : sorts) {
    list.add(
        Json::object({{"field", sort.field}, {"direction", sort.descending ? "desc" : "asc"}}));
  }
  return list;
}

Json describe(const QueryDefinition& query) {
  return Json::object({{"required", query.required},
                       {"filter", filters_of(query)},
                       {"sort", strings_of(query.sort)},
                       {"search", strings_of(query.search)},
                       {"defaultSort", sort_of(query.default_sort)}});
}

template <class Part>
Json list_of(const std::vector<Part>& parts) {
  Json list = Json::array();
  for (const Part& part : parts) list.add(describe(part));
  return list;
}

}  // namespace

Json summary(const DataModel& model) {
  return Json::object(
      {{"uid", model.uid}, {"version", model.version}, {"title", json_of(model.title)}});
}

Json describe(const DataModel& model) {
  Json object = summary(model);
  object.add("parameters", list_of(model.parameters));
  object.add("columns", list_of(model.columns));
  object.add("query", describe(model.query));
  if (model.instance_ids) {
    object.add("instanceIds", Json::object({{"type", name(model.instance_ids->type)},
                                            {"max", count(model.instance_ids->max)}}));
  }
  object.add("maxRows", model.limits.max_rows);
  object.add("languages", strings_of({"ar", "en"}));
  object.add("templates", strings_of({"excel-auto"}));
  return object;
}

}  // namespace model
