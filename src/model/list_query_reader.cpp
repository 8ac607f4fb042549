#include "model/list_query_reader.h"

#include <algorithm>
#include <array>

#include "model/condition_reader.h"
#include "model/sort_reader.h"

namespace model {
namespace {

constexpr std::int64_t kMostPage = 1'000'000'000;
constexpr std::int64_t kMostPageSize = 10'000'000;
constexpr std::size_t kSearchBytes = 1'000;

using OtherName = std::pair<std::string_view, std::string_view>;

/// Other names that callers know for members of the query, and the member itself.
constexpr std::array<OtherName, 7> kOtherNames{{{"limit", "pageSize"},
                                                {"perPage", "pageSize"},
                                                {"size", "pageSize"},
                                                {"offset", "page"},
                                                {"skip", "page"},
                                                {"q", "search"},
                                                {"keyword", "search"}}};

std::string read_search(const Node& node, const DataModel& model) {
  const std::string search = node.text().value_or("");
  if (search.size() > kSearchBytes) {
    node.fault(base::Phrase{"model.search_too_long"});
  } else if (!search.empty() && model.query.search.empty()) {
    node.fault(base::Phrase{"model.search_not_served"});
  }
  return search;
}

std::vector<Sort> read_sorts(const Node& node, const DataModel& model) {
  const std::vector<std::string>& keys = model.query.sort;
  const std::vector<std::string_view> words{keys.begin(), keys.end()};
  return read_sort(
      node, [&](std::string_view key) { return std::ranges::find(keys, key) != keys.end(); },
      joined(words));
}

std::vector<std::string> read_fields(const Node& node, const DataModel& model) {
  std::vector<std::string> fields;
  const auto nodes = node.elements();
  for (const Node& element : nodes) {
    const auto key = element.text();
    if (!key) continue;
    if (model.column(*key) == nullptr) {
      element.fault(base::Phrase{"model.no_such_column", {{"name", shown(*key)}}});
    } else if (std::ranges::find(fields, *key) != fields.end()) {
      element.fault(base::Phrase{"model.twice", {{"name", *key}}});
    } else {
      fields.push_back(*key);
    }
  }
  if (node.value().elements() != nullptr && nodes.empty()) {
    node.fault(base::Phrase{"model.empty_list"});
  }
  return fields;
}

/// A member that the query does not have, with the one that was meant where we know it.
void refuse_unknown(const Node& node) {
  static constexpr std::array<std::string_view, 6> kMembers{"search", "filters", "sort",
                                                            "fields", "page",    "pageSize"};
  for (const auto& [name, value] : *node.value().members()) {
    if (std::ranges::find(kMembers, name) != kMembers.end()) continue;
    const auto other = std::ranges::find(kOtherNames, name, &OtherName::first);
    node.member(name, value)
        .fault(other == kOtherNames.end()
                   ? base::Phrase{"model.unknown_member", {{"allowed", joined(kMembers)}}}
                   : base::Phrase{"model.write_instead", {{"name", std::string{other->second}}}});
  }
}

}  // namespace

ListQuery read_list_query(const Node& node, const DataModel& model, std::string_view time_zone) {
  Members members{node};
  ListQuery query;
  if (const auto search = members.find("search")) query.search = read_search(*search, model);
  if (const auto filters = members.find("filters")) {
    query.conditions = read_conditions(*filters, model, time_zone);
  }
  if (const auto sort = members.find("sort")) query.sort = read_sorts(*sort, model);
  if (const auto fields = members.find("fields")) query.fields = read_fields(*fields, model);
  const auto number = members.find("page");
  const auto size = members.find("pageSize");
  if (number || size) query.page.emplace();
  if (number) query.page->number = number->integer(1, kMostPage).value_or(1);
  if (size) query.page->size = size->integer(1, kMostPageSize).value_or(1);
  refuse_unknown(node);
  return query;
}

}  // namespace model
