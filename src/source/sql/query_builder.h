#pragma once

#include <string>
#include <string_view>

#include "model/definition/sql_template.h"
#include "source/sql/bindings.h"
#include "source/sql/dialect.h"
#include "source/sql/query.h"

namespace source {

/// Builds a statement's text and its values together, so that their order always matches. Not
/// thread-safe.
class QueryBuilder {
 public:
  /// The arguments must outlive the builder.
  QueryBuilder(const Bindings& bindings, const Dialect& dialect)
      : bindings_(bindings), dialect_(dialect) {}

  void text(std::string_view sql) { query_.sql += sql; }
  void value(BoundValue bound, bool is_tested = false);
  /// Writes the data model's SQL with placeholders for its names.
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
