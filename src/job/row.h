#pragma once

#include "database/statement.h"
#include "job/job.h"

namespace job {

/// The language of a row's `lang`. Throws base::Error for an unknown one.
[[nodiscard]] language::Language parse_language(std::string_view code);

/// The job of the statement's current row, which has the columns of sql/job/find.sql.
[[nodiscard]] Job read_job(const database::Statement& row);

}  // namespace job
