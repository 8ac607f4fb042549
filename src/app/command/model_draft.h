#pragma once

#include <string>
#include <vector>

#include "json/value.h"
#include "model/definition/sql_syntax.h"
#include "source/driver/session.h"

namespace app {

/// A data model as it may begin: what a query gives, typed by its source or by its first rows, with
/// guessed titles. A value.
struct ModelDraft {
  std::string uid;
  std::string sql;
  json::Value model;
};

/// Of a whole table, or of a query that is there already (`name` is then what the title is guessed
/// from). Throws base::Error where the source does not take it.
[[nodiscard]] ModelDraft draft_from_table(source::Session& session, const std::string& table,
                                          const std::string& uid, const std::string& source);
[[nodiscard]] ModelDraft draft_from_query(source::Session& session, const std::string& sql,
                                          model::SqlDialect dialect, const std::string& name,
                                          const std::string& uid, const std::string& source);

}  // namespace app
