#include "source/sql/query_builder.h"

#include <algorithm>
#include <utility>
#include <variant>

namespace source {

using model::SqlTemplate;

void QueryBuilder::value(BoundValue bound, bool is_tested) {
  const std::size_t index = query_.values.size() + 1;
  query_.sql += is_tested ? dialect_.null_test_placeholder(index, bound.type)
                          : dialect_.placeholder(index, bound.type);
  query_.values.push_back(std::move(bound));
}

void QueryBuilder::model(const SqlTemplate& sql) {
  query_.settings = sql.settings();
  pieces(sql.pieces());
}

void QueryBuilder::pieces(const auto& pieces) {
  for (const auto& one : pieces) {
    std::visit([&](const auto& inner) { piece(inner); }, one);
  }
}

void QueryBuilder::piece(const SqlTemplate::Text& piece) { text(piece.sql); }

void QueryBuilder::piece(const SqlTemplate::Placeholder& piece) {
  const auto found = bindings_.find(piece.name);
  if (found == bindings_.end() || found->second.empty()) return value({}, piece.is_null_test);
  if (!piece.is_list) return value(found->second.front(), piece.is_null_test);
  for (std::size_t i = 0; i < found->second.size(); ++i) {
    if (i > 0) text(", ");
    value(found->second[i]);
  }
}

void QueryBuilder::piece(const SqlTemplate::OptionalSection& section) {
  if (is_present(section)) pieces(section.pieces);
}

bool QueryBuilder::is_present(const SqlTemplate::OptionalSection& section) const {
  return std::ranges::all_of(section.pieces, [&](const auto& part) {
    const auto* name = std::get_if<SqlTemplate::Placeholder>(&part);
    if (name == nullptr) return true;
    const auto found = bindings_.find(name->name);
    return found != bindings_.end() && !found->second.empty() && !found->second.front().is_absent;
  });
}

}  // namespace source
