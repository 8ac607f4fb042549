#include "model/reader/query_definition_reader.h"

#include <algorithm>

#include "model/reader/list_query_reader.h"

namespace model {
namespace {

const Column* find_column(const std::vector<Column>& columns, std::string_view key) {
  const auto found = std::ranges::find(columns, key, &Column::key);
  return found == columns.end() ? nullptr : &*found;
}

/// A list of keys of columns, each once.
std::vector<const Column*> read_columns(const JsonReader& node,
                                        const std::vector<Column>& columns) {
  std::vector<const Column*> found;
  for (const JsonReader& element : node.elements()) {
    const auto key = element.text();
    if (!key) continue;
    const Column* column = find_column(columns, *key);
    if (column == nullptr) {
      element.add_error(base::Message{"model.no_such_column", {{"name", abbreviated(*key)}}});
    } else if (std::ranges::find(found, column) != found.end()) {
      element.add_error(base::Message{"model.twice", {{"name", *key}}});
    } else {
      found.push_back(column);
    }
  }
  return found;
}

std::set<Operator> read_operators(const JsonReader& node, const Column& column) {
  std::set<Operator> found;
  for (const JsonReader& element : node.elements()) {
    const auto op = element.parse_enum(operators());
    if (!op) continue;
    if (!is_applicable(*op, column.type)) {
      element.add_error(base::Message{
          "model.operator_does_not_fit",
          {{"operator", std::string{name(*op)}}, {"type", std::string{name(column.type)}}}});
    }
    found.insert(*op);
  }
  return found;
}

void read_filter(const JsonReader& node, const std::vector<Column>& columns,
                 QueryDefinition& query) {
  if (node.value().members() == nullptr) {
    node.add_error(base::Message{"model.not_object"});
    return;
  }
  for (const auto& [key, value] : *node.value().members()) {
    const JsonReader member = node.member(key, value);
    const Column* column = find_column(columns, key);
    if (column == nullptr) {
      member.add_error(base::Message{"model.no_such_column", {{"name", abbreviated(key)}}});
    } else {
      query.filter[key] = read_operators(member, *column);
    }
  }
}

void read_search(const JsonReader& node, const std::vector<Column>& columns,
                 QueryDefinition& query) {
  for (const Column* column : read_columns(node, columns)) {
    if (!is_textual(column->type)) {
      node.add_error(base::Message{"model.not_searchable", {{"name", column->key}}});
    }
    query.search.push_back(column->key);
  }
}

}  // namespace

QueryDefinition read_query_definition(const JsonReader& node, const std::vector<Column>& columns,
                                      Limits& limits) {
  JsonObjectReader members{node};
  QueryDefinition query;
  if (const auto required = members.find("required")) {
    query.required = required->boolean().value_or(false);
  }
  if (const auto filter = members.find("filter")) read_filter(*filter, columns, query);
  if (const auto sort = members.find("sort")) {
    for (const Column* column : read_columns(*sort, columns)) query.sort.push_back(column->key);
  }
  if (const auto search = members.find("search")) read_search(*search, columns, query);
  if (const auto sort = members.find("defaultSort")) {
    std::vector<std::string_view> keys;
    for (const Column& column : columns) keys.push_back(column.key);
    query.default_sort = read_sort(
        *sort, [&](std::string_view key) { return find_column(columns, key); },
        comma_separated(keys));
  }
  if (const auto rows = members.find("maxRows")) {
    constexpr std::int64_t kMaxMaxRows = 100'000'000;
    limits.max_rows = rows->integer(1, kMaxMaxRows).value_or(Limits::kDefaultMaxRows);
  }
  members.reject_unknown_members();
  return query;
}

}  // namespace model
