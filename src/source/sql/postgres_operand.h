#pragma once

#include <string>
#include <vector>

#include "model/value/type.h"
#include "model/value/value.h"
#include "source/sql/dialect.h"

namespace source {

// How PostgreSQL's dialects write the values that columns are compared with.

[[nodiscard]] std::string postgres_cast(const std::string& placeholder, const char* type);
/// A placeholder as a value of the type. A text has no cast: the server finds its type by what it
/// is compared with.
[[nodiscard]] std::string typed_placeholder(const std::string& placeholder, model::Type type);
/// The type that a value is cast to before it is compared with the column.
[[nodiscard]] const char* postgres_operand_type(const ComparedColumn& column,
                                                const model::Value& value);
/// The text of an array: `{"a","b\"c"}`.
[[nodiscard]] std::string postgres_array(const std::vector<model::Value>& ids);

}  // namespace source
