#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "model/report_spec.h"
#include "source/sql/bindings.h"
#include "source/sql/description.h"
#include "source/sql/dialect.h"

namespace source {

/// A statement with placeholders, and their values in order.
struct Query {
  std::string sql;
  std::vector<BoundValue> values;
  /// The columns whose undecided values the source records, by their slots (ComparedColumn::slot).
  std::vector<const model::Column*> undecided_columns = {};
  /// Server settings that would change the meaning of the data model's SQL (model::SqlTemplate).
  std::vector<std::string_view> settings = {};
};

/// The data model's own SQL. A list becomes one placeholder per value, an optional section without
/// a value is omitted, and any other name without a value is NULL.
[[nodiscard]] Query model_query(const model::SqlTemplate& sql, const Bindings& bindings,
                                const Dialect& dialect);

/// Selects the columns from the data model's SQL as a subquery, as a report's statement does.
[[nodiscard]] Query column_query(const model::SqlTemplate& sql, const Bindings& bindings,
                                 const Dialect& dialect, std::span<const std::string> columns);

/// Whether the report's rows are sorted by a language's dictionary order.
[[nodiscard]] bool is_sorted_by_language(const model::ReportSpec& spec);

/// The whole statement of a report: its columns (Selection) from the model's SQL as a subquery,
/// with row policies, list query, instance ids, sort and paging. With instance ids, the id is the
/// last column. `description` has the columns' database types. With `max_rows`, the source is asked
/// for no more rows than that, if its dialect can say so without changing their order.
[[nodiscard]] Query compile(const model::ReportSpec& spec, const Dialect& dialect,
                            const Description& description,
                            std::optional<std::int64_t> max_rows = std::nullopt);

/// Selects one row: for each column, the number of undecided values in the rows that the report's
/// policies and instance ids select.
[[nodiscard]] Query compile_undecided(const model::ReportSpec& spec, const Dialect& dialect,
                                      const Description& description,
                                      std::span<const model::Column* const> columns);

}  // namespace source
