#pragma once

#include <string>

#include "app/draft/draft_titles.h"
#include "json/value.h"
#include "model/definition/source_definition.h"
#include "source/source_registry.h"

namespace app {

/// A first version of a data model: the columns of a query, with types from the source or from the
/// first rows, and with titles inferred from names.
struct ModelDraft {
  std::string uid;
  std::string sql;
  json::Value model;
  TitleCounts titles;
};

/// Drafts a data model from a table, with the labels of its foreign keys and with parameters, or
/// from the query `sql`, whose title is inferred from `name`. Both throw base::Error if the source
/// cannot be reached or rejects the query.
[[nodiscard]] ModelDraft draft_from_table(source::SourceRegistry& sources,
                                          const model::SourceDefinition& source,
                                          const std::string& table, const std::string& uid);
[[nodiscard]] ModelDraft draft_from_query(source::SourceRegistry& sources,
                                          const model::SourceDefinition& source,
                                          const std::string& sql, const std::string& name,
                                          const std::string& uid);

}  // namespace app
