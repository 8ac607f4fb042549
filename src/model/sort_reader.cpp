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

}  // namespace model
