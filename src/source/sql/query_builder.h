#pragma once

#include <string>
#include <string_view>

#include "model/definition/sql_template.h"
#include "source/sql/bindings.h"
#include "source/sql/dialect.h"
#include "source/sql/query.h"

namespace source {

/// Builds a statement's text and its values side by side, so that their order cannot differ.
class QueryBuilder {
 public:
  /// Both must outlive it.
  QueryBuilder(const Bindings& bindings, const Dialect& dialect)
      : bindings_(bindings), dialect_(dialect) {}

  void text(std::string_view sql) { query_.sql += sql; }
  void value(BoundValue bound, bool is_tested = false);
  /// The data model's SQL with what its names stand for.
  void model(const model::SqlTemplate& sql);

  [[nodiscard]] Query finish() { return std::move(query_); }

 private:
  void pieces(const auto& pieces);
  void piece(const model::SqlTemplate::Text& piece);
  void piece(const model::SqlTemplate::Placeholder& piece);
  void piece(const model::SqlTemplate::OptionalSection& section);
  [[nodiscard]] bool is_present(const model::SqlTemplate::OptionalSection& section) const;

  const Bindings& bindings_;
  const Dialect& dialect_;
  Query query_;
};

}  // namespace source
