#pragma once

#include <string>

#include "app/draft/draft_result.h"
#include "app/draft/table_query.h"
#include "json/value.h"
#include "model/definition/sql_syntax.h"

namespace app {

/// The parameters of a table's draft, each one optional.
struct DraftParameters {
  json::Value list;
  std::string sql;  // of the whole data model
};

/// A date range over the best date, enums for columns of few values, and lookups for foreign keys.
/// What the source rejects is left out.
[[nodiscard]] DraftParameters draft_parameters(source::Session& session, const TableQuery& query,
                                               const DraftResult& result,
                                               model::SqlDialect dialect);

/// The values of an enum with labels in both languages, if assets/titles translates them.
[[nodiscard]] json::Value choices_json(const std::vector<std::string>& values);
/// Whether all values have a label in Arabic.
[[nodiscard]] bool are_translated(const std::vector<std::string>& values);

/// Reads all values of a column that seems to have few: those of the sample may not be all.
[[nodiscard]] std::vector<std::string> read_choices(source::Session& session,
                                                    const TableQuery& query,
                                                    const DraftResult& result, std::size_t column);

}  // namespace app
