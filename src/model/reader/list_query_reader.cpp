#include "model/reader/list_query_reader.h"

#include <algorithm>
#include <array>
#include <functional>
#include <string_view>
#include <vector>

#include "model/definition/column.h"
#include "model/definition/list_query.h"
#include "model/reader/filter_reader.h"
#include "model/reader/json_reader.h"
#include "model/reader/list_query_aliases.h"

namespace model {
namespace {

constexpr std::int64_t kMaxPage = 1'000'000'000;
constexpr std::int64_t kMaxPageSize = 10'000'000;
constexpr std::size_t kMaxSearchBytes = 1'000;

constexpr std::array<std::pair<std::string_view, bool>, 2> kDirections{
    {{"asc", false}, {"desc", true}}};

constexpr std::array<std::pair<std::string_view, Collation>, 2> kCollations{
    {{"codePoint", Collation::kCodePoint}, {"language", Collation::kLanguage}}};

/// A sort and the JSON of its collation.
struct ReadSort {
  Sort sort;
  std::optional<JsonReader> collation;
};

std::optional<ReadSort> read_one(const JsonReader& node) {
  JsonObjectReader members{node};
  ReadSort read;
  const auto field = members.require("field");
  const auto key = field ? field->text() : std::nullopt;
  read.sort.field = key.value_or("");
  if (const auto direction = members.find("direction")) {
    read.sort.descending = direction->parse_enum<bool>(kDirections).value_or(false);
  }
  read.collation = members.find("collation");
  if (read.collation) {
    read.sort.collation =
        read.collation->parse_enum<Collation>(kCollations).value_or(Collation::kCodePoint);
  }
  members.reject_unknown_members();
  return key ? std::optional{std::move(read)} : std::nullopt;
}

/// Without leading and trailing white space, which pasted text often has.
std::string trimmed(const std::string& text) {
  constexpr std::string_view kBlanks = " \t\r\n";
  const std::size_t first = text.find_first_not_of(kBlanks);
  if (first == std::string::npos) return "";
  return text.substr(first, text.find_last_not_of(kBlanks) - first + 1);
}

std::string read_search(const JsonReader& node, const DataModel& model) {
  const std::string search = trimmed(node.text().value_or(""));
  if (search.size() > kMaxSearchBytes) {
    node.add_error(base::Message{"model.search_too_long"});
  } else if (!search.empty() && model.query.search.empty()) {
    node.add_error(base::Message{"model.search_not_served"});
  }
  return search;
}

std::vector<Sort> read_sorts(const JsonReader& node, const DataModel& model) {
  const std::vector<std::string>& keys = model.query.sort;
  const std::vector<std::string_view> words{keys.begin(), keys.end()};
  const auto sortable = [&](std::string_view key) {
    return std::ranges::find(keys, key) == keys.end() ? nullptr : model.column(key);
  };
  return read_sort(node, sortable, comma_separated(words));
}

const Column* filterable(const DataModel& model, const JsonReader& node, std::string_view key) {
  const auto& fields = model.query.filter;
  if (fields.contains(key)) return model.column(key);
  std::vector<std::string_view> keys;
  for (const auto& [known, allowed] : fields) keys.push_back(known);
  node.add_error(keys.empty()
                     ? base::Message{"model.filters_not_served"}
                     : base::Message{"model.not_filterable", {{"allowed", comma_separated(keys)}}});
  return nullptr;
}

bool is_allowed(const DataModel& model, const JsonReader& node, const Column& column, Operator op) {
  if (model.query.allows(column.key, op)) return true;
  std::vector<std::string_view> allowed;
  for (const Operator known : model.query.filter.find(column.key)->second) {
    allowed.push_back(name(known));
  }
  node.add_error(
      base::Message{"model.operator_not_allowed", {{"allowed", comma_separated(allowed)}}});
  return false;
}

Filter read_filters(const JsonReader& node, const DataModel& model,
                    const EvaluationContext& context) {
  if (node.value().members() != nullptr && node.value().members()->empty()) return {};
  const FilterGrammar grammar{
      [&](const JsonReader& field, std::string_view key) { return filterable(model, field, key); },
      [&](const JsonReader& place, const Column& column, Operator op) {
        return is_allowed(model, place, column, op);
      },
      context};
  return read_filter(node, grammar);
}

std::vector<std::string> read_fields(const JsonReader& node, const DataModel& model) {
  std::vector<std::string> fields;
  const auto nodes = node.elements();
  for (const JsonReader& element : nodes) {
    const auto key = element.text();
    if (!key) continue;
    if (model.column(*key) == nullptr) {
      element.add_error(base::Message{"model.no_such_column", {{"name", abbreviated(*key)}}});
    } else if (std::ranges::find(fields, *key) != fields.end()) {
      element.add_error(base::Message{"model.twice", {{"name", *key}}});
    } else {
      fields.push_back(*key);
    }
  }
  if (node.value().elements() != nullptr && nodes.empty()) {
    node.add_error(base::Message{"model.empty_list"});
  }
  return fields;
}

std::optional<Page> read_page(JsonObjectReader& members) {
  const auto number = members.find("page");
  const auto size = members.find("pageSize");
  const auto offset = members.find("offset");
  if (!number && !size && !offset) return std::nullopt;
  Page page;
  const std::int64_t at = number ? number->integer(1, kMaxPage).value_or(1) : 1;
  if (size) page.size = size->integer(1, kMaxPageSize).value_or(1);
  if (number && offset) {
    offset->add_error(base::Message{"model.page_and_offset"});
  } else if (offset) {
    page.offset = offset->integer(0, kMaxPage).value_or(0);
  } else {
    if (!page.size) page.size = Page::kDefaultSize;
    page.offset = (at - 1) * *page.size;
  }
  return page;
}

json::Value to_json(const Sort& sort) {
  json::Value object =
      json::Value::object({{"field", sort.field}, {"direction", sort.descending ? "desc" : "asc"}});
  if (sort.collation == Collation::kLanguage) object.add("collation", "language");
  return object;
}

ListQuery read_canonical(const JsonReader& node, const DataModel& model,
                         const EvaluationContext& context) {
  JsonObjectReader members{node};
  ListQuery query;
  if (const auto search = members.find("search")) query.search = read_search(*search, model);
  if (const auto filters = members.find("filters")) {
    query.filter = read_filters(*filters, model, context);
  }
  if (const auto sort = members.find("sort")) query.sort = read_sorts(*sort, model);
  if (const auto fields = members.find("fields")) query.fields = read_fields(*fields, model);
  query.page = read_page(members);
  members.reject_unknown_members();
  return query;
}

}  // namespace

std::vector<Sort> read_sort(const JsonReader& node,
                            const std::function<const Column*(std::string_view)>& sortable,
                            std::string_view allowed) {
  std::vector<Sort> sorts;
  for (const JsonReader& element : node.elements()) {
    auto read = read_one(element);
    if (!read) continue;
    Sort& sort = read->sort;
    const Column* column = sortable(sort.field);
    if (column == nullptr) {
      element.add_error(base::Message{"model.not_sortable", {{"allowed", std::string{allowed}}}});
    } else if (std::ranges::find(sorts, sort.field, &Sort::field) != sorts.end()) {
      element.add_error(base::Message{"model.twice", {{"name", sort.field}}});
    } else if (sort.collation == Collation::kLanguage && !is_textual(column->type)) {
      read->collation->add_error(base::Message{"model.not_for_this_type"});
    } else {
      sorts.push_back(std::move(sort));
    }
  }
  return sorts;
}

ListQuery read_list_query(const JsonReader& node, const DataModel& model,
                          const EvaluationContext& context) {
  const CanonicalQuery canonical{node};
  Diagnostics& diagnostics = node.diagnostics();
  const std::size_t first_error = diagnostics.errors.size();
  const std::size_t first_warning = diagnostics.warnings.size();
  ListQuery query = read_canonical(node.with(canonical.query()), model, context);
  canonical.restore_paths(diagnostics.errors, first_error);
  canonical.restore_paths(diagnostics.warnings, first_warning);
  return query;
}

json::Value to_json(const ListQuery& query) {
  json::Value object = json::Value::object();
  if (!query.search.empty()) object.add("search", query.search);
  if (!query.filter.is_empty()) object.add("filters", to_json(query.filter));
  if (!query.sort.empty()) {
    json::Value list = json::Value::array();
    for (const Sort& sort : query.sort) list.add(to_json(sort));
    object.add("sort", std::move(list));
  }
  if (!query.fields.empty()) {
    json::Value fields = json::Value::array();
    for (const std::string& field : query.fields) fields.add(field);
    object.add("fields", std::move(fields));
  }
  if (!query.page) return object;
  const Page& page = *query.page;
  const bool is_page = page.size && page.offset % *page.size == 0;
  if (is_page && page.offset / *page.size < kMaxPage) {
    object.add("page", page.offset / *page.size + 1);
  } else {
    object.add("offset", page.offset);
  }
  if (page.size) object.add("pageSize", *page.size);
  return object;
}

}  // namespace model
