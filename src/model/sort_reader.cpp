#include "model/sort_reader.h"

#include <algorithm>
#include <array>

namespace model {
namespace {

constexpr std::array<std::pair<std::string_view, bool>, 2> kDirections{
    {{"asc", false}, {"desc", true}}};

std::optional<Sort> read_one(const Node& node) {
  Members members{node};
  Sort sort;
  const auto field = members.require("field");
  if (field) sort.field = field->text().value_or("");
  if (const auto direction = members.find("direction")) {
    sort.descending = direction->one_of<bool>(kDirections).value_or(false);
  }
  members.refuse_unknown();
  return sort.field.empty() ? std::nullopt : std::optional{sort};
}

}  // namespace

std::vector<Sort> read_sort(const Node& node,
                            const std::function<bool(std::string_view)>& is_sortable,
                            std::string_view sortable) {
  std::vector<Sort> sorts;
  for (const Node& element : node.elements()) {
    auto sort = read_one(element);
    if (!sort) continue;
    if (!is_sortable(sort->field)) {
      element.fault(base::Phrase{"model.not_sortable", {{"allowed", std::string{sortable}}}});
    } else if (std::ranges::find(sorts, sort->field, &Sort::field) != sorts.end()) {
      element.fault(base::Phrase{"model.twice", {{"name", sort->field}}});
    } else {
      sorts.push_back(*std::move(sort));
    }
  }
  return sorts;
}

}  // namespace model
