#include "source/sql/order_terms.h"

#include <utility>

namespace source {

std::string decided_expression(const Comparable& comparable) {
  if (comparable.guard.empty()) return comparable.sql;
  return "CASE WHEN " + comparable.guard + " THEN " + comparable.sql + " END";
}

void OrderTerms::add(const ComparedColumn& column, const Direction& direction) {
  const Comparable sortable = dialect_.sortable(column);
  const std::string value = decided_expression(sortable);
  if (traits(column.type).comparison == Comparison::kText) return add_text(value, direction);
  add_expression(value, direction.descending);
  const bool may_be_undecided = !sortable.guard.empty() || dialect_.is_dynamic();
  if (!may_be_undecided) return;
  add_expression("CASE WHEN " + value + " IS NULL THEN " +
                     dialect_.order_expression(dialect_.text(column), std::nullopt) + " END",
                 false);
}

/// By the language first, and then by code points, which distinguish more texts.
void OrderTerms::add_text(const std::string& text, const Direction& direction) {
  if (direction.language) {
    add_expression(dialect_.order_expression(text, direction.language), direction.descending);
  }
  add_expression(dialect_.order_expression(text, std::nullopt), direction.descending);
}

void OrderTerms::add_expression(const std::string& expression, bool descending) {
  for (std::string& term : dialect_.order_terms(expression, descending)) {
    terms_.push_back(std::move(term));
  }
}

}  // namespace source
