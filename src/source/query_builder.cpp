#include "source/query_builder.h"

#include <algorithm>
#include <utility>
#include <variant>

namespace source {

using model::SqlTemplate;

void QueryBuilder::value(Bound bound) {
  query_.sql += dialect_.placeholder(query_.values.size() + 1, bound.type);
  query_.values.push_back(std::move(bound));
}

void QueryBuilder::model(const SqlTemplate& sql) {
  for (const SqlTemplate::Piece& part : sql.pieces()) {
    std::visit([&](const auto& inner) { piece(inner); }, part);
  }
}

void QueryBuilder::piece(const SqlTemplate::Name& piece) {
  const auto found = names_.find(piece.name);
  if (found == names_.end() || found->second.empty()) return value({});
  if (!piece.is_list) return value(found->second.front());
  for (std::size_t i = 0; i < found->second.size(); ++i) {
    if (i > 0) text(", ");
    value(found->second[i]);
  }
}

void QueryBuilder::piece(const SqlTemplate::Section& section) {
  if (!is_present(section)) return;
  for (const auto& part : section.pieces) {
    std::visit([&](const auto& inner) { piece(inner); }, part);
  }
}

bool QueryBuilder::is_present(const SqlTemplate::Section& section) const {
  return std::ranges::all_of(section.pieces, [&](const auto& part) {
    const auto* name = std::get_if<SqlTemplate::Name>(&part);
    return name == nullptr || names_.contains(name->name);
  });
}

}  // namespace source
