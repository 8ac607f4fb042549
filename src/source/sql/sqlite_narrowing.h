#pragma once

#include <span>

#include "model/value/operator.h"
#include "model/value/value.h"
#include "source/sql/dialect.h"

namespace source {

class QueryBuilder;

/// No index can answer a comparison by the functions of sqlite_functions.h. This writes a condition
/// on the bare column that an index can answer and that is true wherever the comparison is,
/// followed by " AND ": `(column BETWEEN 49.9 AND 50.1 OR column >= '') AND `, where '' sorts
/// before all texts (sqlite.org/datatype3.html, section 4.1). Writes nothing where there is no such
/// condition.
void sqlite_narrowing(QueryBuilder& builder, const ComparedColumn& column, model::Operator op,
                      std::span<const model::Value> values);

}  // namespace source
