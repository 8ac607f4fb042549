#pragma once

#include <string>
#include <vector>

#include "json/value.h"
#include "model/definition/sql_syntax.h"
#include "source/driver/session.h"

namespace app {

/// A first version of a data model: the columns of a query, with types from the source or from the
/// first rows, and with titles inferred from names.
struct ModelDraft {
  std::string uid;
  std::string sql;
  json::Value model;
};

/// Drafts a data model from a table, or from the query `sql`, whose title is inferred from `name`.
/// Both throw base::Error if the source rejects the query.
[[nodiscard]] ModelDraft draft_from_table(source::Session& session, const std::string& table,
                                          const std::string& uid, const std::string& source);
[[nodiscard]] ModelDraft draft_from_query(source::Session& session, const std::string& sql,
                                          model::SqlDialect dialect, const std::string& name,
                                          const std::string& uid, const std::string& source);

}  // namespace app
