#pragma once

#include <span>

#include "model/value/operator.h"
#include "model/value/value.h"
#include "source/sql/dialect.h"

namespace source {

class QueryBuilder;

/// What SQLite's functions of ours compare no index can answer. This writes a condition on the
/// column itself, and " AND ", that holds wherever the comparison does and that indexes answer:
/// `(column BETWEEN 49.9 AND 50.1 OR column >= '') AND `, where '' stands before all texts
/// (sqlite.org/datatype3.html, section 4.1). Nothing where there is no such condition.
void sqlite_narrowing(QueryBuilder& builder, const ComparedColumn& column, model::Operator op,
                      std::span<const model::Value> values);

}  // namespace source
