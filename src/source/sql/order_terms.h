#pragma once

#include <optional>
#include <string>

#include "language/language.h"
#include "source/sql/dialect.h"

namespace source {

/// Writes the terms of a statement's ORDER BY, the most significant first. Not thread-safe.
class OrderTerms {
 public:
  /// The direction of a sort, and the language whose dictionary order its texts have, if any.
  struct Direction {
    bool descending = false;
    std::optional<language::Language> language = std::nullopt;
  };

  /// The arguments must outlive it.
  OrderTerms(const Dialect& dialect, QueryBuilder& builder)
      : dialect_(dialect), builder_(builder) {}

  /// Adds a column: values in order, then undecided ones by their texts, then empty ones.
  void add(const ComparedColumn& column, const Direction& direction);
  /// Adds a column of choices in the order of the data model, then its other values.
  void add_choices(const ComparedColumn& column, bool descending);
  /// Adds a term as written.
  void add(const std::string& term);

  [[nodiscard]] bool is_empty() const { return is_empty_; }

 private:
  void begin_term();
  [[nodiscard]] ComparedColumn as_text(ComparedColumn column) const;
  void add_text(const std::string& text, const Direction& direction);
  void add_expression(const std::string& expression, bool descending);

  const Dialect& dialect_;
  QueryBuilder& builder_;
  bool is_empty_ = true;
};

/// The SQL that a column is compared by, NULL where the value is undecided.
[[nodiscard]] std::string decided_expression(const Comparable& comparable);

}  // namespace source
