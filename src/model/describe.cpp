#include "model/describe.h"

#include <algorithm>

#include "model/reader/argument_reader.h"
#include "model/request.h"
#include "model/value/type.h"

namespace model {
namespace {

using Json = json::Value;

Json to_json(const language::Localized& text) {
  return Json::object({{"en", text.get(language::Language::kEnglish)},
                       {"ar", text.get(language::Language::kArabic)}});
}

Json count(std::size_t number) { return static_cast<std::int64_t>(number); }

Json choices_json(const std::vector<Choice>& choices) {
  Json list = Json::array();
  for (const Choice& choice : choices) {
    list.add(Json::object({{"value", choice.value}, {"label", to_json(choice.label)}}));
  }
  return list;
}

Json strings_json(const std::vector<std::string>& texts) {
  Json list = Json::array();
  for (const std::string& text : texts) list.add(text);
  return list;
}

/// Periods such as "today" as the current dates, which a form can show.
Json default_json(const Parameter& parameter, const EvaluationContext& context) {
  const std::vector<Value> values = default_values(parameter, context);
  if (!parameter.multiple) return to_json(values.front());
  Json list = Json::array();
  for (const Value& value : values) list.add(to_json(value));
  return list;
}

void add_bounds(Json& object, const Parameter& parameter) {
  if (parameter.min) object.add("min", to_json(*parameter.min));
  if (parameter.max) object.add("max", to_json(*parameter.max));
  if (parameter.max_days > 0) object.add("maxDays", parameter.max_days);
  if (is_textual(parameter.type) && parameter.type != Type::kEnum) {
    object.add("minLength", count(parameter.min_length));
    object.add("maxLength", count(parameter.max_length));
    if (parameter.pattern) object.add("pattern", parameter.pattern->expression());
  }
  if (parameter.multiple) {
    object.add("minItems", count(std::max(parameter.min_items, Parameter::kMinItems)));
    object.add("maxItems", count(parameter.max_items));
  }
  if (!parameter.choices.empty()) object.add("values", choices_json(parameter.choices));
}

/// The URL of a parameter's values, and the parameters that have to be filled in before.
Json values_from(const DataModel& model, const Parameter& parameter) {
  return Json::object({{"path", "/v1/bi/data-models/" + model.uid + "/values/" + parameter.key},
                       {"dependsOn", strings_json(model.dependencies(
                                         parameter, DataModel::DependencyKind::kAny))}});
}

Json describe(const DataModel& model, const Parameter& parameter,
              const EvaluationContext& context) {
  Json object = Json::object({{"key", parameter.key},
                              {"type", name(parameter.type)},
                              {"label", to_json(parameter.label)},
                              {"required", parameter.required},
                              {"multiple", parameter.multiple}});
  if (!parameter.help.en.empty() || !parameter.help.ar.empty()) {
    object.add("help", to_json(parameter.help));
  }
  if (parameter.has_default()) {
    object.add("default", default_json(parameter, context));
    const std::string* word = parameter.default_value.string();
    if (word != nullptr && accepts_periods(parameter.type)) object.add("defaultPeriod", *word);
  }
  add_bounds(object, parameter);
  if (parameter.lookup) object.add("valuesFrom", values_from(model, parameter));
  return object;
}

Json describe(const Column& column) {
  Json object = Json::object(
      {{"key", column.key}, {"type", name(column.type)}, {"title", to_json(column.title)}});
  if (!column.currency.empty()) object.add("currency", column.currency);
  if (column.decimals) object.add("decimals", std::int64_t{*column.decimals});
  if (!column.grouping) object.add("grouping", false);
  if (column.hijri != HijriColumn::kNone) object.add("hijri", true);
  if (column.aggregate != Aggregate::kNone) object.add("total", name(column.aggregate));
  if (!column.choices.empty()) object.add("values", choices_json(column.choices));
  if (!column.highlights.empty()) object.add("highlights", true);
  return object;
}

Json filters_json(const QueryDefinition& query) {
  Json fields = Json::object();
  for (const auto& [field, allowed] : query.filter) {
    Json names = Json::array();
    for (const Operator op : allowed) names.add(name(op));
    fields.add(field, std::move(names));
  }
  return fields;
}

Json sort_json(const std::vector<Sort>& sorts) {
  Json list = Json::array();
  for (const Sort& sort : sorts) {
    Json one =
        Json::object({{"field", sort.field}, {"direction", sort.descending ? "desc" : "asc"}});
    if (sort.collation == Collation::kLanguage) one.add("collation", "language");
    list.add(std::move(one));
  }
  return list;
}

Json describe(const QueryDefinition& query) {
  // Money is compared in major units, even if its source keeps minor units.
  return Json::object({{"required", query.required},
                       {"filter", filters_json(query)},
                       {"sort", strings_json(query.sort)},
                       {"search", strings_json(query.search)},
                       {"defaultSort", sort_json(query.default_sort)}});
}

template <class Part>
Json list_json(const std::vector<Part>& parts) {
  Json list = Json::array();
  for (const Part& part : parts) list.add(describe(part));
  return list;
}

Json parameters_json(const DataModel& model, const EvaluationContext& context) {
  Json list = Json::array();
  for (const Parameter& parameter : model.parameters) {
    list.add(describe(model, parameter, context));
  }
  return list;
}

/// Leaves out groups by result columns that the report does not show.
Json layout_json(const DataModel& model) {
  const Layout& layout = model.layout;
  Json groups = Json::array();
  for (const Group& group : layout.groups) {
    if (model.column(group.by) == nullptr) continue;
    groups.add(Json::object({{"by", group.by}, {"subtotal", group.subtotal}}));
  }
  Json object = Json::object({{"groups", std::move(groups)},
                              {"chart", layout.chart.has_value()},
                              {"checks", !layout.checks.empty()},
                              {"sheetPerInstance", layout.sheet_per_instance.has_value()}});
  if (layout.landscape) object.add("landscape", *layout.landscape);
  return object;
}

/// The caller's own first. Empty if the rows are the same for all organizations.
Json organizations_json(const DataModel& model, const Catalogue& catalogue, const Caller& caller) {
  Json list = Json::array();
  if (model.access.scope == TenantScope::kNone) return list;
  const auto add = [&](const base::OrganizationUid& uid) {
    list.add(
        Json::object({{"uid", uid.text()}, {"name", to_json(catalogue.organization(uid)->name)}}));
  };
  add(caller.organization);
  if (!caller.includes_sub_organizations) return list;
  for (const base::OrganizationUid& uid : catalogue.tree(caller.organization)) {
    if (uid != caller.organization) add(uid);
  }
  return list;
}

/// The parameters that a person has to fill in.
Json required_json(const DataModel& model) {
  Json list = Json::array();
  for (const Parameter& parameter : model.parameters) {
    if (!parameter.required || parameter.has_default()) continue;
    list.add(Json::object({{"key", parameter.key}, {"label", to_json(parameter.label)}}));
  }
  return list;
}

/// The columns by which a list query may filter, in their order in the report.
Json filter_columns_json(const DataModel& model) {
  Json list = Json::array();
  for (const Column& column : model.columns) {
    if (!model.query.filter.contains(column.key)) continue;
    list.add(Json::object({{"key", column.key}, {"title", to_json(column.title)}}));
  }
  return list;
}

/// With the column that shows the ids, if the report has one.
Json instance_ids_json(const DataModel& model) {
  const InstanceIds& ids = *model.instance_ids;
  Json object = Json::object({{"type", name(ids.type)}, {"max", count(ids.max_count)}});
  for (const Column& column : model.columns) {
    const bool shows_ids = column.from.get(language::Language::kEnglish) == ids.from &&
                           column.from.get(language::Language::kArabic) == ids.from;
    if (!shows_ids || column.type != ids.type) continue;
    object.add("column", column.key);
    break;
  }
  return object;
}

}  // namespace

Json summary(const DataModel& model) {
  Json object = Json::object(
      {{"uid", model.uid}, {"version", model.version}, {"title", to_json(model.title)}});
  if (!model.description.en.empty() || !model.description.ar.empty()) {
    object.add("description", to_json(model.description));
  }
  object.add("requires", required_json(model));
  object.add("filters", filter_columns_json(model));
  return object;
}

Json describe(const DataModel& model, const Catalogue& catalogue, const Caller& caller) {
  const Organization organization = *catalogue.organization(caller.organization);
  const EvaluationContext context{caller.now, organization.time_zone, organization.week_start};
  Json object = summary(model);
  object.add("parameters", parameters_json(model, context));
  object.add("columns", list_json(model.columns));
  object.add("query", describe(model.query));
  if (model.instance_ids) object.add("instanceIds", instance_ids_json(model));
  object.add("layout", layout_json(model));
  object.add("organizations", organizations_json(model, catalogue, caller));
  object.add("maxRows", model.limits.max_rows);
  object.add("languages", strings_json({"ar", "en"}));
  object.add("templates", strings_json({std::string{kExcelAutoTemplate}}));
  return object;
}

}  // namespace model
