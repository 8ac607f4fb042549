#pragma once

#include <vector>

#include "base/message.h"
#include "model/definition/diagnostics.h"
#include "model/report_spec.h"
#include "source/sql/description.h"
#include "source/sql/dialect.h"

namespace source {

// A column whose database type does not match its own (source/sql/column_traits.h) may be shown,
// but not used in a filter, sort, group, policy, search or instance ids.

/// Throws base::Error where the report's statement, or any policy of its data model, would compare
/// such a column or a value that the column's database type cannot read. The message names the
/// column and the SQL to write.
void require_comparable(const model::ReportSpec& spec, const Dialect& dialect,
                        const Description& description);

/// The values of the report's filter and instance ids that their column's database type cannot
/// read, such as "abc" for a UUID.
[[nodiscard]] std::vector<base::Diagnostic> unreadable_values(const model::ReportSpec& spec,
                                                              const Description& description);
/// Whether the report compares texts, for which a database may have a type of its own.
[[nodiscard]] bool compares_texts(const model::ReportSpec& spec);

/// Adds an error for each column that the data model compares, or lets callers compare, and that
/// cannot be compared.
void check_comparable(const model::DataModel& model, const Dialect& dialect,
                      const Description& description, model::Diagnostics& diagnostics);

}  // namespace source
