#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "model/report_spec.h"
#include "source/sql/bindings.h"
#include "source/sql/description.h"
#include "source/sql/dialect.h"

namespace source {

/// One statement with placeholders, and what they are bound to in their order.
struct Query {
  std::string sql;
  std::vector<BoundValue> values;
  /// The columns whose undecided values a source notes, by their slots (ComparedColumn::slot).
  std::vector<const model::Column*> undecided_columns = {};
  /// Settings of a server with which it would read the data model's SQL otherwise
  /// (model::SqlTemplate).
  std::vector<std::string_view> settings = {};
};

/// The data model's own SQL: lists become as many placeholders as they have values, optional
/// sections without a value vanish, and a name without one outside of them is NULL.
[[nodiscard]] Query model_query(const model::SqlTemplate& sql, const Bindings& bindings,
                                const Dialect& dialect);

/// Result columns of it as a subquery, as every statement of an order asks for them.
[[nodiscard]] Query column_query(const model::SqlTemplate& sql, const Bindings& bindings,
                                 const Dialect& dialect, std::span<const std::string> columns);

/// Whether an order's rows are sorted as a language's dictionary has its texts.
[[nodiscard]] bool is_sorted_by_language(const model::ReportSpec& spec);

/// The whole statement of an order: its columns, in their order (Selection), over the model's SQL
/// as a subquery with row policies, list query, instance ids, sort and paging. With instance ids,
/// the id is the last column. `description` says what the model's columns are to the database.
[[nodiscard]] Query compile(const model::ReportSpec& spec, const Dialect& dialect,
                            const Description& description);

/// One row: how many values of each of the columns are undecided, of the rows that the order's
/// policies and instance ids leave.
[[nodiscard]] Query compile_undecided(const model::ReportSpec& spec, const Dialect& dialect,
                                      const Description& description,
                                      std::span<const model::Column* const> columns);

}  // namespace source
