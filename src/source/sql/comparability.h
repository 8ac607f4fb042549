#pragma once

#include <vector>

#include "base/message.h"
#include "model/definition/diagnostics.h"
#include "model/report_spec.h"
#include "source/sql/description.h"
#include "source/sql/dialect.h"

namespace source {

// A column whose database type does not match its own (source/sql/column_traits.h) may be shown,
// but not filtered, sorted, grouped, limited by a policy, searched or chosen by.

/// Throws base::Error, whose message names the column and the SQL to write, where the order's
/// statement, or any policy of its data model, would compare such a column, or a value that the
/// column's database type cannot read.
void require_comparable(const model::ReportSpec& spec, const Dialect& dialect,
                        const Description& description);

/// The values of the order's filter and instance ids that the database's own type of their column
/// cannot read, as "no uuid" for a UUID.
[[nodiscard]] std::vector<base::Diagnostic> unreadable_values(const model::ReportSpec& spec,
                                                              const Description& description);
/// Whether the order compares texts, of which a database may have a type of its own.
[[nodiscard]] bool compares_texts(const model::ReportSpec& spec);

/// What a data model lets callers compare, or compares itself, that cannot be: a fault each.
void check_comparable(const model::DataModel& model, const Dialect& dialect,
                      const Description& description, model::Diagnostics& diagnostics);

}  // namespace source
