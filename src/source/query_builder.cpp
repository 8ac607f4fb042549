#include "source/query_builder.h"

#include <algorithm>
#include <utility>
#include <variant>

namespace source {

using model::SqlTemplate;

namespace {

/// Whether "IS NULL" or "IS NOT NULL" comes next.
bool tests_for_null(std::string_view sql) {
  sql.remove_prefix(std::min(sql.find_first_not_of(" \t\r\n"), sql.size()));
  return sql.size() > 2 && (sql[0] == 'i' || sql[0] == 'I') && (sql[1] == 's' || sql[1] == 'S') &&
         (sql[2] == ' ' || sql[2] == '\t' || sql[2] == '\r' || sql[2] == '\n');
}

}  // namespace

void QueryBuilder::value(Bound bound, bool is_tested) {
  const std::size_t index = query_.values.size() + 1;
  query_.sql +=
      is_tested ? dialect_.tested(index, bound.type) : dialect_.placeholder(index, bound.type);
  query_.values.push_back(std::move(bound));
}

void QueryBuilder::model(const SqlTemplate& sql) { pieces(sql.pieces()); }

void QueryBuilder::pieces(const auto& pieces) {
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    const auto* next =
        i + 1 < pieces.size() ? std::get_if<SqlTemplate::Text>(&pieces[i + 1]) : nullptr;
    const bool is_tested = next != nullptr && tests_for_null(next->sql);
    std::visit([&](const auto& inner) { piece(inner, is_tested); }, pieces[i]);
  }
}

void QueryBuilder::piece(const SqlTemplate::Text& piece, bool /*is_tested*/) { text(piece.sql); }

void QueryBuilder::piece(const SqlTemplate::Name& piece, bool is_tested) {
  const auto found = names_.find(piece.name);
  if (found == names_.end() || found->second.empty()) return value({}, is_tested);
  if (!piece.is_list) return value(found->second.front(), is_tested);
  for (std::size_t i = 0; i < found->second.size(); ++i) {
    if (i > 0) text(", ");
    value(found->second[i]);
  }
}

void QueryBuilder::piece(const SqlTemplate::Section& section, bool /*is_tested*/) {
  if (is_present(section)) pieces(section.pieces);
}

bool QueryBuilder::is_present(const SqlTemplate::Section& section) const {
  return std::ranges::all_of(section.pieces, [&](const auto& part) {
    const auto* name = std::get_if<SqlTemplate::Name>(&part);
    if (name == nullptr) return true;
    const auto found = names_.find(name->name);
    return found != names_.end() && !found->second.empty() && !found->second.front().is_absent;
  });
}

}  // namespace source
