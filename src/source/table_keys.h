#pragma once

#include <string>
#include <vector>

#include "model/definition/source_definition.h"
#include "source/driver/session.h"

namespace source {

/// A column of a table that names rows of another one by `referenced_column`.
struct ForeignKey {
  std::string column;
  std::vector<std::string> table;  // its schema, unless found without it, and its name
  std::string referenced_column;
};

/// The keys that a database declares for a table. Foreign keys of several columns are left out, and
/// those to a column that is not unique, as InnoDB and SQLite allow: joined, they would double
/// rows.
struct TableKeys {
  std::vector<std::string> primary;
  std::vector<ForeignKey> foreign;
};

/// The keys of a table, given by its name, with its schema before it if it has one. Empty for a
/// view, and where the source does not list keys. `session` must belong to the source.
[[nodiscard]] TableKeys read_table_keys(const model::SourceDefinition& source, Session& session,
                                        const std::vector<std::string>& table);

}  // namespace source
