#include "source/evaluator.h"

#include <algorithm>

#include "language/search_fold.h"

namespace {

using model::Operator;
using model::Value;

/// Compares a day with a date or a moment: before, within or after it.
std::partial_ordering against(const Value& value, const Value& operand) {
  const auto* period = std::get_if<model::DateRange>(&operand);
  if (period == nullptr) return model::compare(value, operand);
  const auto* moment = std::get_if<language::LocalTime>(&value);
  const model::Date day = moment == nullptr
                              ? std::get<model::Date>(value)
                              : model::Date{std::chrono::floor<std::chrono::days>(*moment)};
  if (day < period->from) return std::partial_ordering::less;
  if (day > period->to) return std::partial_ordering::greater;
  return std::partial_ordering::equivalent;
}

bool is_any(const Value& value, const std::vector<Value>& operands) {
  return std::ranges::any_of(
      operands, [&](const Value& operand) { return std::is_eq(against(value, operand)); });
}

std::string folded(const Value& value) {
  return language::fold_for_search(std::get<std::string>(value));
}

/// Values come first, then undecided ones, then empty ones.
int rank(const Evaluator::Entry& entry) { return entry.value ? 0 : entry.undecided ? 1 : 2; }

}  // namespace

bool Evaluator::holds(const model::Condition& condition, const Row& row) const {
  const auto& [value, undecided] = row.at(condition.field);
  const auto& operands = condition.values;
  if (undecided) return condition.op == Operator::kIsNotNull;
  switch (condition.op) {
    case Operator::kIsNull:
      return !value;
    case Operator::kIsNotNull:
      return value.has_value();
    case Operator::kNeq:
    case Operator::kNin:
      return !value || !is_any(*value, operands);
    case Operator::kNotContains:
      return !value || folded(*value).find(folded(operands[0])) == std::string::npos;
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
      break;
  }
  if (!value) return false;
  switch (condition.op) {
    case Operator::kEq:
    case Operator::kIn:
      return is_any(*value, operands);
    case Operator::kGt:
      return against(*value, operands[0]) > 0;
    case Operator::kGte:
      return against(*value, operands[0]) >= 0;
    case Operator::kLt:
      return against(*value, operands[0]) < 0;
    case Operator::kLte:
      return against(*value, operands[0]) <= 0;
    case Operator::kBetween:
      return against(*value, operands[0]) >= 0 && against(*value, operands[1]) <= 0;
    case Operator::kContains:
      return folded(*value).find(folded(operands[0])) != std::string::npos;
    case Operator::kStartsWith:
      return folded(*value).starts_with(folded(operands[0]));
    case Operator::kEndsWith:
      return folded(*value).ends_with(folded(operands[0]));
    case Operator::kNeq:
    case Operator::kNin:
    case Operator::kNotContains:
    case Operator::kIsNull:
    case Operator::kIsNotNull:
      break;  // returned above
  }
  return false;
}

bool Evaluator::holds(const model::Filter& filter, const Row& row) const {
  const auto condition_holds = [&](const auto& part) { return holds(part, row); };
  if (filter.join == model::Filter::Join::kAnd) {
    return std::ranges::all_of(filter.conditions, condition_holds) &&
           std::ranges::all_of(filter.parts, condition_holds);
  }
  return std::ranges::any_of(filter.conditions, condition_holds) ||
         std::ranges::any_of(filter.parts, condition_holds);
}

std::vector<std::int64_t> Evaluator::ids(const model::ListQuery& query) const {
  std::vector<const Row*> left;
  for (const Row& row : rows_) {
    if (holds(query.filter, row)) left.push_back(&row);
  }
  std::ranges::stable_sort(left, [&](const Row* a, const Row* b) {
    for (const model::Sort& sort : query.sort) {
      const Entry& one = a->at(sort.field);
      const Entry& other = b->at(sort.field);
      if (rank(one) != rank(other)) return rank(one) < rank(other);
      if (one.undecided && *one.undecided != *other.undecided) {
        return *one.undecided < *other.undecided;
      }
      if (!one.value) continue;
      const auto order = model::compare(*one.value, *other.value);
      if (order != 0) return sort.descending ? order > 0 : order < 0;
    }
    return false;
  });
  std::vector<std::int64_t> ids;
  for (const Row* row : left) ids.push_back(std::get<std::int64_t>(*row->at("id").value));
  if (!query.page) return ids;
  const auto first =
      std::min<std::size_t>(ids.size(), static_cast<std::size_t>(query.page->offset));
  ids.erase(ids.begin(), ids.begin() + static_cast<std::ptrdiff_t>(first));
  if (query.page->size && ids.size() > static_cast<std::size_t>(*query.page->size)) {
    ids.resize(static_cast<std::size_t>(*query.page->size));
  }
  return ids;
}
