#include "model/sort_reader.h"

#include <algorithm>
#include <array>

namespace model {
namespace {

constexpr std::array<std::pair<std::string_view, bool>, 2> kDirections{
    {{"asc", false}, {"desc", true}}};

constexpr std::array<std::pair<std::string_view, Collation>, 2> kCollations{
    {{"codePoint", Collation::kCodePoint}, {"language", Collation::kLanguage}}};

/// A sort and the node of its collation.
struct Read {
  Sort sort;
  std::optional<Node> collation;
};

std::optional<Read> read_one(const Node& node) {
  Members members{node};
  Read read;
  const auto field = members.require("field");
  const auto key = field ? field->text() : std::nullopt;
  read.sort.field = key.value_or("");
  if (const auto direction = members.find("direction")) {
    read.sort.descending = direction->one_of<bool>(kDirections).value_or(false);
  }
  read.collation = members.find("collation");
  if (read.collation) {
    read.sort.collation =
        read.collation->one_of<Collation>(kCollations).value_or(Collation::kCodePoint);
  }
  members.refuse_unknown();
  return key ? std::optional{std::move(read)} : std::nullopt;
}

}  // namespace

std::vector<Sort> read_sort(const Node& node,
                            const std::function<const Column*(std::string_view)>& sortable,
                            std::string_view allowed) {
  std::vector<Sort> sorts;
  for (const Node& element : node.elements()) {
    auto read = read_one(element);
    if (!read) continue;
    Sort& sort = read->sort;
    const Column* column = sortable(sort.field);
    if (column == nullptr) {
      element.fault(base::Message{"model.not_sortable", {{"allowed", std::string{allowed}}}});
    } else if (std::ranges::find(sorts, sort.field, &Sort::field) != sorts.end()) {
      element.fault(base::Message{"model.twice", {{"name", sort.field}}});
    } else if (sort.collation == Collation::kLanguage && !is_textual(column->type)) {
      read->collation->fault(base::Message{"model.not_for_this_type"});
    } else {
      sorts.push_back(std::move(sort));
    }
  }
  return sorts;
}

}  // namespace model
