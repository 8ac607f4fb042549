#include "source/sql/order_terms.h"

#include <utility>

#include "source/sql/query_builder.h"

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

/// The column as text: a choice need not be a value of a typed column, such as one of addresses.
ComparedColumn OrderTerms::as_text(ComparedColumn column) const {
  const bool is_text = column.database_type == DatabaseType::kDynamic ||
                       column.database_type == DatabaseType::kText ||
                       column.database_type == DatabaseType::kPaddedText;
  if (is_text) return column;
  column.name = dialect_.text(column);
  column.database_type = DatabaseType::kText;
  return column;
}

void OrderTerms::add_choices(const ComparedColumn& column, bool descending) {
  // A statement for SQL Server has 2,100 values at most.
  constexpr std::size_t kMaxChoices = 500;
  const std::vector<model::Choice>& choices = column.column->choices;
  if (choices.empty() || choices.size() > kMaxChoices) return;
  const ComparedColumn its_text = as_text(column);
  const std::string value = dialect_.comparable(its_text).sql;
  begin_term();
  builder_.text("CASE");
  for (std::size_t i = 0; i < choices.size(); ++i) {
    builder_.text(" WHEN " + value + " = ");
    dialect_.operand(builder_, its_text, choices[i].value);
    builder_.text(" THEN " + std::to_string(descending ? choices.size() - 1 - i : i));
  }
  builder_.text(" ELSE " + std::to_string(choices.size()) + " END");
}

void OrderTerms::add(const std::string& term) {
  begin_term();
  builder_.text(term);
}

void OrderTerms::begin_term() {
  builder_.text(std::exchange(is_empty_, false) ? "\nORDER BY " : ", ");
}

/// By the language first, and then by code points, which distinguish more texts.
void OrderTerms::add_text(const std::string& text, const Direction& direction) {
  if (direction.language) {
    add_expression(dialect_.order_expression(text, direction.language), direction.descending);
  }
  add_expression(dialect_.order_expression(text, std::nullopt), direction.descending);
}

void OrderTerms::add_expression(const std::string& expression, bool descending) {
  for (const std::string& term : dialect_.order_terms(expression, descending)) add(term);
}

}  // namespace source
