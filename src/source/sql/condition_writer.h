#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "model/definition/filter.h"
#include "source/sql/compared_columns.h"
#include "source/sql/dialect.h"
#include "source/sql/query_builder.h"

namespace source {

/// Writes filters, policies and searches as conditions of a statement. A comparison with an empty
/// or undecided value is NULL, which AND, OR and WHERE treat as false; so no condition is negated,
/// except a single LIKE. Not thread-safe.
class ConditionWriter {
 public:
  /// All must outlive it.
  ConditionWriter(const model::DataModel& model, const ComparedColumns& columns,
                  const Dialect& dialect, QueryBuilder& builder)
      : model_(model), columns_(columns), dialect_(dialect), builder_(builder) {}

  /// Whether the source records undecided values; it does not for policies.
  enum class UndecidedMode : std::uint8_t { kIgnore, kRecord };
  void filter(const model::Filter& filter, UndecidedMode mode);
  /// Searches all searchable columns in both languages; `folded` (language/search_fold.h) is not
  /// empty.
  void search(const std::string& folded);

  /// The columns whose undecided values are recorded, by their slots.
  [[nodiscard]] const std::vector<const model::Column*>& undecided_columns() const {
    return undecided_columns_;
  }

 private:
  void compare(const model::Condition& condition, UndecidedMode mode);
  void compare_simple(const model::Condition& condition, const ComparedColumn& column);
  void positive(const model::Condition& condition, const ComparedColumn& column);
  void relation(const ComparedColumn& column, const char* sign, const model::Condition& condition);
  void list(const ComparedColumn& column, const char* opening, const model::Condition& condition);
  void like(const ComparedColumn& column, const char* before, const model::Condition& condition,
            const char* behind);
  void end(const Comparable& comparable);
  void always(bool holds);
  [[nodiscard]] std::size_t slot(const model::Column& column);

  const model::DataModel& model_;
  const ComparedColumns& columns_;
  const Dialect& dialect_;
  QueryBuilder& builder_;
  std::vector<const model::Column*> undecided_columns_;
};

}  // namespace source
