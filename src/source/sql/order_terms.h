#pragma once

#include <optional>
#include <string>
#include <vector>

#include "language/language.h"
#include "source/sql/dialect.h"

namespace source {

/// The terms of a statement's ORDER BY, the most significant first. Not thread-safe.
class OrderTerms {
 public:
  /// The direction of a sort, and the language whose dictionary order its texts have, if any.
  struct Direction {
    bool descending = false;
    std::optional<language::Language> language = std::nullopt;
  };

  explicit OrderTerms(const Dialect& dialect) : dialect_(dialect) {}

  /// Adds a column: values in order, then undecided ones by their texts, then empty ones.
  void add(const ComparedColumn& column, const Direction& direction);
  /// Adds a term as written.
  void add(std::string term) { terms_.push_back(std::move(term)); }

  [[nodiscard]] const std::vector<std::string>& terms() const { return terms_; }

 private:
  void add_text(const std::string& text, const Direction& direction);
  void add_expression(const std::string& expression, bool descending);

  const Dialect& dialect_;
  std::vector<std::string> terms_;
};

/// The SQL that a column is compared by, NULL where the value is undecided.
[[nodiscard]] std::string decided_expression(const Comparable& comparable);

}  // namespace source
