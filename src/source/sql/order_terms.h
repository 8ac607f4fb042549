#pragma once

#include <optional>
#include <string>
#include <vector>

#include "language/language.h"
#include "source/sql/dialect.h"

namespace source {

/// The terms of a statement's ORDER BY, the first of which counts most. One thread.
class OrderTerms {
 public:
  /// How a sort goes; `language` where its texts are in the order of a dictionary.
  struct Direction {
    bool descending = false;
    std::optional<language::Language> language = std::nullopt;
  };

  explicit OrderTerms(const Dialect& dialect) : dialect_(dialect) {}

  /// Values in their order, those that are not of the type by their texts, and empty ones last.
  void add(const ComparedColumn& column, const Direction& direction);
  /// SQL as it stands.
  void add(std::string term) { terms_.push_back(std::move(term)); }

  [[nodiscard]] const std::vector<std::string>& terms() const { return terms_; }

 private:
  void add_text(const std::string& text, const Direction& direction);
  void add_expression(const std::string& expression, bool descending);

  const Dialect& dialect_;
  std::vector<std::string> terms_;
};

/// The SQL of what a column is compared by, NULL where it is not decided.
[[nodiscard]] std::string decided_expression(const Comparable& comparable);

}  // namespace source
