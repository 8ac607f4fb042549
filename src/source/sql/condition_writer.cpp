#include "source/sql/condition_writer.h"

#include <algorithm>
#include <utility>

#include "base/error.h"
#include "language/search_fold.h"
#include "language/text.h"
#include "source/sql/value_reader.h"

namespace source {
namespace {

using model::Column;
using model::Operator;

constexpr char kEscape = '!';

std::string escaped(std::string_view text) {
  std::string pattern;
  for (const char c : text) {
    if (c == '%' || c == '_' || c == kEscape) pattern += kEscape;
    pattern += c;
  }
  return pattern;
}

/// Whether the value is blank text. No cell is equal to it, because an empty cell is equal to
/// nothing.
bool is_blank(const model::Value& value) {
  const auto* text = std::get_if<std::string>(&value);
  return text != nullptr && trimmed(*text).empty();
}

}  // namespace

void ConditionWriter::search(const std::string& folded) {
  const std::string pattern = "%" + escaped(folded) + "%";
  const char* before = "(";
  for (const std::string& key : model_.query.search) {
    const Column& column = *model_.column(key);
    for (const std::string* from : {&column.from.en, &column.from.ar}) {
      if (from == &column.from.ar && column.from.ar == column.from.en) continue;
      builder_.text(before);
      dialect_.like(builder_, columns_.for_column(column, *from), folded, pattern);
      before = " OR ";
    }
  }
  builder_.text(")");
}

void ConditionWriter::filter(const model::Filter& filter, UndecidedMode mode) {
  const char* between = filter.join == model::Filter::Join::kAnd ? " AND " : " OR ";
  if (filter.is_empty()) return always(filter.join == model::Filter::Join::kAnd);
  const char* before = "(";
  for (const model::Condition& condition : filter.conditions) {
    builder_.text(std::exchange(before, between));
    compare(condition, mode);
  }
  for (const model::Filter& part : filter.parts) {
    builder_.text(std::exchange(before, between));
    this->filter(part, mode);
  }
  builder_.text(")");
}

void ConditionWriter::compare(const model::Condition& condition, UndecidedMode mode) {
  const Column& shown = *model_.column(condition.field);
  const model::Filter simple = model::lower_condition(condition, shown.type);
  const bool is_one = simple.parts.empty() && simple.conditions.size() == 1;
  if (!is_one) return filter(simple, mode);
  ComparedColumn column = columns_.for_column(shown);
  const bool may_be_undecided = traits(column.type).comparison != Comparison::kText;
  if (mode == UndecidedMode::kRecord && may_be_undecided) column.slot = slot(shown);
  compare_simple(simple.conditions.front(), column);
}

void ConditionWriter::compare_simple(const model::Condition& condition,
                                     const ComparedColumn& column) {
  switch (condition.op) {
    case Operator::kIsNull:
      builder_.text("(");
      dialect_.narrow(builder_, column, condition.op, {});
      return builder_.text(dialect_.empty(column) + ")");
    case Operator::kIsNotNull:
      return builder_.text("NOT " + dialect_.empty(column));
    case Operator::kNeq:
    case Operator::kNin:
    case Operator::kNotContains:
      builder_.text("(" + dialect_.empty(column) + " OR ");
      positive(condition, column);
      return builder_.text(")");
    case Operator::kEq:
    case Operator::kGt:
    case Operator::kGte:
    case Operator::kLt:
    case Operator::kLte:
    case Operator::kIn:
    case Operator::kBetween:
    case Operator::kContains:
    case Operator::kStartsWith:
    case Operator::kEndsWith:
      positive(condition, column);
  }
}

/// The condition for a cell that is not empty.
void ConditionWriter::positive(const model::Condition& condition, const ComparedColumn& column) {
  switch (condition.op) {
    case Operator::kEq:
      return relation(column, " = ", condition);
    case Operator::kNeq:
      return relation(column, " <> ", condition);
    case Operator::kGt:
      return relation(column, " > ", condition);
    case Operator::kGte:
      return relation(column, " >= ", condition);
    case Operator::kLt:
      return relation(column, " < ", condition);
    case Operator::kLte:
      return relation(column, " <= ", condition);
    case Operator::kIn:
      return list(column, " IN (", condition);
    case Operator::kNin:
      return list(column, " NOT IN (", condition);
    case Operator::kNotContains:
      builder_.text("NOT ");
      return like(column, "%", condition, "%");
    case Operator::kContains:
      return like(column, "%", condition, "%");
    case Operator::kStartsWith:
      return like(column, "", condition, "%");
    case Operator::kEndsWith:
      return like(column, "%", condition, "");
    case Operator::kBetween:
    case Operator::kIsNull:
    case Operator::kIsNotNull:
      break;
  }
  throw base::Error("compile: an operator that is no simple one: " +
                    std::string{model::name(condition.op)});
}

void ConditionWriter::relation(const ComparedColumn& column, const char* sign,
                               const model::Condition& condition) {
  const model::Value& value = condition.values.front();
  if (is_blank(value)) return always(condition.op == Operator::kNeq);
  builder_.text("(");
  dialect_.narrow(builder_, column, condition.op, condition.values);
  const Comparable comparable = dialect_.comparable(column);
  builder_.text(comparable.sql + sign);
  dialect_.operand(builder_, column, value);
  end(comparable);
}

void ConditionWriter::list(const ComparedColumn& column, const char* opening,
                           const model::Condition& condition) {
  std::vector<model::Value> values = condition.values;
  std::erase_if(values, is_blank);
  if (values.empty()) return always(condition.op == Operator::kNin);
  builder_.text("(");
  dialect_.narrow(builder_, column, condition.op, values);
  const Comparable comparable = dialect_.comparable(column);
  builder_.text(comparable.sql + opening);
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (i > 0) builder_.text(", ");
    dialect_.operand(builder_, column, values[i]);
  }
  builder_.text(")");
  end(comparable);
}

void ConditionWriter::end(const Comparable& comparable) {
  builder_.text(comparable.guard.empty() ? ")" : " AND " + comparable.guard + ")");
}
void ConditionWriter::always(bool holds) { builder_.text(holds ? "1 = 1" : "1 = 0"); }

void ConditionWriter::like(const ComparedColumn& column, const char* before,
                           const model::Condition& condition, const char* behind) {
  const auto& text = std::get<std::string>(condition.values.front());
  const std::string folded = language::fold_for_search(language::nfc(text));
  builder_.text("(");
  if (trimmed(folded).empty()) builder_.text("NOT " + dialect_.empty(column) + " AND ");
  dialect_.like(builder_, column, folded, before + escaped(folded) + behind);
  builder_.text(")");
}

std::size_t ConditionWriter::slot(const Column& column) {
  const auto place = static_cast<std::size_t>(std::ranges::find(undecided_columns_, &column) -
                                              undecided_columns_.begin());
  if (place == undecided_columns_.size()) undecided_columns_.push_back(&column);
  return place;
}

}  // namespace source
