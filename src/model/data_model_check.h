#pragma once

#include <string_view>

#include "model/definition/data_model.h"
#include "model/definition/diagnostics.h"

namespace model {

/// Holds a data model and its SQL to each other: every name in the SQL is declared, a scoped model
/// binds `:organization_uid`, lists stand in `IN (...)`. Errors name `sql_file`, warnings of
/// parameters without use `json_file`.
void check_sql_parameters(const DataModel& model, std::string_view json_file,
                          std::string_view sql_file, Diagnostics& diagnostics);

}  // namespace model
