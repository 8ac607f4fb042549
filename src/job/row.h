#pragma once

#include <optional>
#include <string_view>

#include "database/connection.h"
#include "database/statement.h"
#include "job/job.h"

namespace job {

/// The language of a row's `lang`. Throws base::Error for an unknown one.
[[nodiscard]] language::Language parse_language(std::string_view code);

/// The job of the statement's current row, which has the columns of sql/job/find.sql.
[[nodiscard]] Job read_job(const database::Statement& row);

/// Absent when the organization has no such job.
[[nodiscard]] std::optional<Job> find_job(database::Connection& connection,
                                          std::string_view organization, std::string_view id);

}  // namespace job
