#include "model/reader/data_model_reader.h"

#include <algorithm>
#include <array>
#include <limits>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "language/name.h"
#include "language/text.h"
#include "model/access_reader.h"
#include "model/reader/column_reader.h"
#include "model/reader/file_name_pattern.h"
#include "model/reader/key.h"
#include "model/reader/layout_reader.h"
#include "model/reader/limits_reader.h"
#include "model/reader/parameter_reader.h"
#include "model/reader/query_definition_reader.h"

namespace model {
namespace {

constexpr std::size_t kMaxColumns = 16'384;  // of a sheet
constexpr std::array<std::pair<std::string_view, Type>, 2> kIdTypes{
    {{"integer", Type::kInteger}, {"string", Type::kString}}};

void read_identity(JsonObjectReader& members, DataModel& model, std::string_view uid) {
  static_cast<void>(members.find("$schema"));  // of editors
  if (const auto node = members.require("uid")) {
    if (node->text().value_or(model.uid) != uid) {
      node->add_error(base::Message{"model.uid_is_not_file_name", {{"uid", std::string{uid}}}});
    }
  }
  if (const auto node = members.find("version")) {
    model.version = node->integer(1, std::numeric_limits<std::int32_t>::max()).value_or(1);
  }
  if (const auto node = members.require("title")) model.title = node->title();
  if (const auto node = members.require("source")) model.source = node->text().value_or("");
}

/// Reads each element and holds its key to those before it.
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

/// What Excel and readers tell a column from others by; empty where nobody sees it.
std::string title_key(const Column& column, language::Language language) {
  return language::title_key(
      language::truncate_utf16(column.title.get(language), language::kMaxColumnTitleUnits));
}

/// Two titles alike are told apart by a number in the report, which says nothing to its readers.
void warn_about_equal_titles(const JsonReader& node, const std::vector<Column>& columns) {
  using language::Language;
  std::map<std::pair<Language, std::string>, const Column*> known;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const JsonReader place = node.element(i, node.value()).member("title", node.value());
    std::optional<std::string> warned_of;  // which may be the title in both languages
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

/// A sheet for each instance needs what names the instances, and few of them.
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
    node.diagnostics().errors.resize(errors_before_uses);  // uses go by the columns' types
  if (const auto limits = members.find("limits")) read_limits(*limits, model.limits);
  if (const auto name = members.find("fileName")) {
    model.file_name = name->localized();
    check_file_name(*name, model);
  }
  members.reject_unknown_members();
  return model;
}

}  // namespace model
