#include "model/reader/data_model_reader.h"

#include <algorithm>
#include <array>
#include <limits>
#include <map>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "language/name.h"
#include "language/text.h"
#include "model/definition/access.h"
#include "model/definition/column.h"
#include "model/reader/column_reader.h"
#include "model/reader/file_name_pattern.h"
#include "model/reader/filter_reader.h"
#include "model/reader/json_reader.h"
#include "model/reader/key.h"
#include "model/reader/layout_reader.h"
#include "model/reader/limits_reader.h"
#include "model/reader/parameter_reader.h"
#include "model/reader/query_definition_reader.h"

namespace model {
namespace {

constexpr std::size_t kMaxColumns = 16'384;  // of an Excel sheet
constexpr std::array<std::pair<std::string_view, Type>, 2> kIdTypes{
    {{"integer", Type::kInteger}, {"string", Type::kString}}};

constexpr std::array<std::pair<std::string_view, TenantScope>, 3> kScopes{
    {{"organization", TenantScope::kOrganization},
     {"tree", TenantScope::kTree},
     {"none", TenantScope::kNone}}};

void read_organizations(const JsonReader& node, Access& access) {
  access.all_organizations = false;
  for (const JsonReader& element : node.elements()) {
    const auto uid = element.text();
    if (!uid) continue;
    if (*uid == "*") {
      access.all_organizations = true;
    } else if (is_uid(*uid)) {
      access.organizations.emplace_back(*uid);
    } else {
      element.add_error(base::Message{"model.not_uid"});
    }
  }
  if (!access.all_organizations && access.organizations.empty()) {
    node.add_error(base::Message{"model.empty_list"});
  }
}

/// A list of one or more texts.
std::vector<std::string> read_texts(const JsonReader& node) {
  std::vector<std::string> texts;
  for (const JsonReader& element : node.elements()) {
    if (auto text = element.text()) texts.push_back(*std::move(text));
  }
  if (node.value().elements() != nullptr && texts.empty()) {
    node.add_error(base::Message{"model.empty_list"});
  }
  return texts;
}

/// A policy may filter any column by any operator of its type, unlike a request.
Filter read_policy_filter(const JsonReader& node, const std::vector<Column>& columns) {
  const FilterGrammar grammar{
      [&](const JsonReader& field, std::string_view key) -> const Column* {
        const auto found = std::ranges::find(columns, key, &Column::key);
        if (found != columns.end() && found->from.en != found->from.ar) {
          field.add_error(base::Message{"model.policy_localized", {{"name", found->key}}});
          return nullptr;
        }
        if (found != columns.end()) return &*found;
        field.add_error(base::Message{"model.no_such_column", {{"name", abbreviated(key)}}});
        return nullptr;
      },
      [](const JsonReader& place, const Column& column, Operator op) {
        if (is_applicable(op, column.type)) return true;
        place.add_error(base::Message{
            "model.operator_does_not_fit",
            {{"operator", std::string{name(op)}}, {"type", std::string{name(column.type)}}}});
        return false;
      },
      {}};
  return read_filter(node, grammar);
}

Policy read_policy(const JsonReader& node, const std::vector<Column>& columns) {
  JsonObjectReader members{node};
  Policy policy;
  if (const auto organizations = members.find("organizations")) {
    for (const std::string& uid : read_texts(*organizations)) {
      if (!is_uid(uid)) organizations->add_error(base::Message{"model.not_uid"});
      policy.organizations.emplace_back(uid);
    }
  }
  if (const auto keys = members.find("keys")) policy.keys = read_texts(*keys);
  if (const auto filter = members.require("filter")) {
    policy.filter = read_policy_filter(*filter, columns);
    const json::Value* all = filter->value().find("and");
    const bool hides_nothing =
        all != nullptr && all->elements() != nullptr && all->elements()->empty();
    if (hides_nothing) filter->add_error(base::Message{"model.empty_list"});
  }
  members.reject_unknown_members();
  return policy;
}

Access read_access(const JsonReader& node, const std::vector<Column>& columns) {
  JsonObjectReader members{node};
  Access access;
  if (const auto organizations = members.find("organizations")) {
    read_organizations(*organizations, access);
  }
  if (const auto keys = members.find("keys")) access.keys = read_texts(*keys);
  if (const auto scope = members.find("scope")) {
    access.scope = scope->parse_enum<TenantScope>(kScopes).value_or(TenantScope::kOrganization);
  }
  if (const auto policies = members.find("policies")) {
    for (const JsonReader& element : policies->elements()) {
      access.policies.push_back(read_policy(element, columns));
    }
  }
  members.reject_unknown_members();
  return access;
}

void read_identity(JsonObjectReader& members, DataModel& model, std::string_view uid) {
  static_cast<void>(members.find("$schema"));  // for editors
  if (const auto node = members.require("uid")) {
    if (node->text().value_or(model.uid) != uid) {
      node->add_error(base::Message{"model.uid_is_not_file_name", {{"uid", std::string{uid}}}});
    }
  }
  if (const auto node = members.find("version")) {
    model.version = node->integer(1, std::numeric_limits<std::int32_t>::max()).value_or(1);
  }
  if (const auto node = members.require("title")) model.title = node->title();
  if (const auto node = members.find("description")) model.description = node->title();
  if (const auto node = members.require("source")) model.source = node->text().value_or("");
}

/// Reads each element and checks that its key is unique.
template <class Read>
auto read_parts(const JsonReader& node, const Read& read) {
  std::vector<decltype(read(node))> parts;
  std::set<std::string> keys;
  for (const JsonReader& element : node.elements()) {
    parts.push_back(read(element));
    const std::string& key = parts.back().key;
    if (!key.empty() && !keys.insert(key).second) {
      element.add_error(base::Message{"model.twice", {{"name", key}}});
    }
  }
  return parts;
}

bool has_untyped(const std::vector<base::Diagnostic>& errors, std::size_t first) {
  return std::any_of(errors.begin() + static_cast<std::ptrdiff_t>(first), errors.end(),
                     [](const base::Diagnostic& error) {
                       return error.path.ends_with("].type") &&
                              error.reason.key == "model.not_one_of";
                     });
}

/// Columns with equal title keys look the same in Excel. Empty if the title is invisible.
std::string title_key(const Column& column, language::Language language) {
  return language::title_key(
      language::truncate_utf16(column.title.get(language), language::kMaxColumnTitleUnits));
}

/// The report adds a number to equal titles, which does not help its readers.
void warn_about_equal_titles(const JsonReader& node, const std::vector<Column>& columns) {
  using language::Language;
  std::map<std::pair<Language, std::string>, const Column*> known;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const JsonReader place = node.element(i, node.value()).member("title", node.value());
    std::optional<std::string> warned_of;  // so that a title for both languages warns once
    for (const Language language : {Language::kEnglish, Language::kArabic}) {
      const std::string& title = columns[i].title.get(language);
      const std::string key = title_key(columns[i], language);
      if (key.empty()) continue;
      const auto [its, is_new] = known.emplace(std::pair{language, key}, &columns[i]);
      if (is_new || warned_of == title) continue;
      warned_of = title;
      base::Message reason{"model.equal_titles", {{"title", abbreviated(title)}}};
      if (its->second->title.get(language) != title) {
        reason.key = "model.alike_titles";
        reason.arguments.emplace_back("other", its->second->key);
      }
      place.add_warning(std::move(reason));
    }
  }
}

std::vector<Column> read_columns(const JsonReader& node) {
  auto columns = read_parts(node, read_column);
  if (columns.empty()) node.add_error(base::Message{"model.empty_list"});
  warn_about_equal_titles(node, columns);
  if (columns.size() > kMaxColumns) {
    node.add_error(base::Message{"model.too_many_columns", {{"most", std::int64_t{kMaxColumns}}}});
  }
  return columns;
}

InstanceIds read_instance_ids(const JsonReader& node) {
  constexpr std::int64_t kMaxIds = 30'000;  // SQLite binds 32,766 values to one statement
  JsonObjectReader members{node};
  InstanceIds ids;
  if (const auto from = members.require("from")) {
    ids.from = from->text().value_or("");
    if (!is_result_column(ids.from)) from->add_error(base::Message{"model.not_result_column"});
  }
  if (const auto type = members.require("type")) {
    ids.type = type->parse_enum<Type>(kIdTypes).value_or(Type::kString);
  }
  if (const auto max = members.find("max")) {
    ids.max_count = static_cast<std::size_t>(max->integer(1, kMaxIds).value_or(1));
  }
  members.reject_unknown_members();
  return ids;
}

/// A sheet for each instance needs instance ids, and not too many.
void check_sheets(const JsonReader& layout, const DataModel& model) {
  if (!model.layout.sheet_per_instance) return;
  if (!model.instance_ids) {
    layout.add_error(base::Message{"model.sheets_without_ids"});
  } else if (model.instance_ids->max_count > SheetPerInstance::kMaxSheets) {
    layout.add_error(
        base::Message{"model.too_many_sheets",
                      {{"most", static_cast<std::int64_t>(SheetPerInstance::kMaxSheets)}}});
  }
}

}  // namespace

DataModel read_data_model(const JsonReader& node, std::string_view uid,
                          const SqlDialects& dialects) {
  JsonObjectReader members{node};
  DataModel model;
  model.uid = uid;
  read_identity(members, model, uid);
  if (const auto parameters = members.find("parameters")) {
    const auto source = dialects.find(model.source);
    const auto dialect = source == dialects.end() ? std::nullopt : std::optional{source->second};
    model.parameters = read_parts(
        *parameters, [&](const JsonReader& element) { return read_parameter(element, dialect); });
  }
  const std::size_t errors_before_columns = node.diagnostics().errors.size();
  if (const auto columns = members.require("columns")) model.columns = read_columns(*columns);
  const bool is_untyped = has_untyped(node.diagnostics().errors, errors_before_columns);
  const std::size_t errors_before_uses = node.diagnostics().errors.size();
  if (const auto access = members.find("access")) {
    model.access = read_access(*access, model.columns);
  }
  if (const auto query = members.find("query")) {
    model.query = read_query_definition(*query, model.columns, model.limits);
  }
  if (const auto ids = members.find("instanceIds")) model.instance_ids = read_instance_ids(*ids);
  if (const auto layout = members.find("layout")) {
    model.layout = read_layout(*layout, model.columns);
    check_sheets(*layout, model);
  }
  if (is_untyped)
    node.diagnostics().errors.resize(errors_before_uses);  // these depend on the columns' types
  if (const auto limits = members.find("limits")) read_limits(*limits, model.limits);
  if (const auto name = members.find("fileName")) {
    model.file_name = name->localized();
    check_file_name(*name, model);
  }
  members.reject_unknown_members();
  return model;
}

}  // namespace model
