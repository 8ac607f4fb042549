#pragma once

#include <string>
#include <vector>

#include "model/definition/source_definition.h"
#include "source/driver/session.h"

namespace app {

/// A column of a table's draft: its name in the result, and the SQL that reads it.
struct QueryColumn {
  std::string name;
  std::string expression;
  std::string alias = {};       // `name`, quoted, if that is not the expression's own
  bool is_label = false;        // of a row of another table
  std::string title_name = {};  // that titles are inferred from, unless `name`
};

/// A column that names rows of another table, which has labels for them.
struct LookupColumn {
  QueryColumn column;
  std::string subject;  // "customer" for "customer_id"
  std::string sql;      // a query of value and label
};

/// The query of a table with the labels of the rows that its foreign keys name. A value.
struct TableQuery {
  std::string name;  // of the table
  std::vector<QueryColumn> columns;
  std::string table;  // quoted, with its schema
  std::string from;   // the table, and joins
  std::vector<LookupColumn> lookups;
  std::vector<std::string> primary_key;  // names of columns
  bool is_scoped = false;                // the table has the organization of each row

  /// Without conditions.
  [[nodiscard]] std::string select() const;
  [[nodiscard]] const QueryColumn* column(const std::string& result_name) const;
  /// Whether the column identifies a row of this table or of another, or labels that.
  [[nodiscard]] bool is_key(const std::string& result_name) const;
};

/// The query of `table`, "sales.invoices" with its schema. Throws base::Error if the source rejects
/// it.
[[nodiscard]] TableQuery read_table_query(const model::SourceDefinition& source,
                                          source::Session& session, const std::string& table);

}  // namespace app
