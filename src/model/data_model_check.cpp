#include "model/data_model_check.h"

#include <algorithm>
#include <map>

namespace model {
namespace {

constexpr std::string_view kOrganizationName = "organization_uid";

/// What a name of the SQL may stand for.
struct Meaning {
  bool is_list = false;
  bool is_always_there = false;
};

using Meanings = std::map<std::string, Meaning, std::less<>>;

Meanings meanings(const DataModel& model) {
  Meanings names;
  for (const Parameter& parameter : model.parameters) {
    const bool is_always_there = parameter.required || parameter.has_default();
    if (parameter.type == Type::kDateRange) {
      names[parameter.key + "_from"] = {false, is_always_there};
      names[parameter.key + "_to"] = {false, is_always_there};
    } else {
      names[parameter.key] = {parameter.multiple, is_always_there};
    }
  }
  if (model.access.scope != TenantScope::kNone) {
    names.emplace(kOrganizationName, Meaning{model.access.scope == TenantScope::kTree, true});
  }
  return names;
}

/// What is wrong with the use of a name; the key of a message, or null.
const char* usage_error(const SqlTemplate::Usage& use, const Meaning* meaning,
                        bool is_organization) {
  if (meaning == nullptr) {
    return is_organization ? "model.sql_organization_without_scope" : "model.sql_unknown_name";
  }
  if (meaning->is_list && use.outside_list) return "model.sql_list_outside_in";
  if (meaning->is_list && use.outside_section && !meaning->is_always_there) {
    return "model.sql_list_without_section";
  }
  return nullptr;
}

void check_names(const SqlTemplate& sql, const Meanings& known, std::string_view place,
                 Diagnostics& diagnostics) {
  for (const auto& [name, use] : sql.placeholders()) {
    const auto meaning = known.find(name);
    const char* key = usage_error(use, meaning == known.end() ? nullptr : &meaning->second,
                                  name == kOrganizationName);
    if (key == nullptr) continue;
    diagnostics.errors.push_back(
        {std::string{place},
         base::Message{key, {{"line", static_cast<std::int64_t>(use.line)}, {"name", name}}}});
  }
}

void check_scope(const DataModel& model, std::string_view sql_file, Diagnostics& diagnostics) {
  if (model.access.scope == TenantScope::kNone) return;
  const auto use = model.sql.placeholders().find(kOrganizationName);
  if (use != model.sql.placeholders().end() && use->second.outside_section) return;
  diagnostics.errors.push_back({std::string{sql_file}, base::Message{"model.sql_unscoped"}});
}

void check_parameters_are_used(const DataModel& model, std::string_view json_file,
                               Diagnostics& diagnostics) {
  const auto& names = model.sql.placeholders();
  for (const Parameter& parameter : model.parameters) {
    const bool is_used =
        parameter.type == Type::kDateRange
            ? names.contains(parameter.key + "_from") || names.contains(parameter.key + "_to")
            : names.contains(parameter.key);
    const bool is_needed = std::ranges::any_of(model.parameters, [&](const Parameter& other) {
      return other.lookup && other.lookup->placeholders().contains(parameter.key);
    });
    if (is_used || is_needed) continue;
    diagnostics.warnings.push_back(
        {std::string{json_file} + ": parameters",
         base::Message{"model.parameter_without_use", {{"name", parameter.key}}}});
  }
}

/// A database that is asked for the order of groups keeps no other.
void check_group_order(const DataModel& model, std::string_view json_file,
                       Diagnostics& diagnostics) {
  const bool has_order = !model.query.default_sort.empty() || model.instance_ids.has_value();
  if (model.layout.groups.empty() || has_order) return;
  diagnostics.warnings.push_back(
      {std::string{json_file} + ": layout.groups", base::Message{"model.groups_without_order"}});
}

}  // namespace

void check_sql_parameters(const DataModel& model, std::string_view json_file,
                          std::string_view sql_file, Diagnostics& diagnostics) {
  const auto known = meanings(model);
  check_names(model.sql, known, sql_file, diagnostics);
  for (std::size_t i = 0; i < model.parameters.size(); ++i) {
    const auto& lookup = model.parameters[i].lookup;
    const std::string place =
        std::string{json_file} + ": parameters[" + std::to_string(i) + "].values.sql";
    if (lookup) check_names(*lookup, known, place, diagnostics);
  }
  check_scope(model, sql_file, diagnostics);
  check_parameters_are_used(model, json_file, diagnostics);
  check_group_order(model, json_file, diagnostics);
}

}  // namespace model
