#include "source/table_keys.h"

#include <algorithm>
#include <map>

#include "base/error.h"
#include "database/connection.h"

namespace source {
namespace {

/// A column of a key, as Dialect::keys_query() describes it.
struct KeyColumn {
  bool is_primary = false;
  std::string constraint;
  std::string column;
  std::string schema;
  std::string table;
  std::string referenced_column;
  bool is_unique = true;  // the referenced column is: a row has one at most
};

TableKeys to_keys(const std::vector<KeyColumn>& columns) {
  std::map<std::string, int> sizes;
  for (const KeyColumn& column : columns) {
    if (!column.is_primary) ++sizes[column.constraint];
  }
  TableKeys keys;
  for (const KeyColumn& column : columns) {
    if (column.is_primary) {
      keys.primary.push_back(column.column);
    } else if (sizes[column.constraint] == 1 && column.is_unique) {
      std::vector<std::string> table;
      if (!column.schema.empty()) table.push_back(column.schema);
      table.push_back(column.table);
      keys.foreign.push_back({column.column, std::move(table), column.referenced_column});
    }
  }
  return keys;
}

std::vector<std::string> primary_key(database::Connection& connection, const std::string& schema,
                                     const std::string& table) {
  auto statement = connection.prepare(
      "SELECT name FROM pragma_table_info(:table, :schema) WHERE pk > 0 ORDER BY pk");
  statement.bind(":table", table).bind(":schema", schema);
  std::vector<std::string> columns;
  while (statement.step()) columns.emplace_back(statement.text("name"));
  return columns;
}

/// SQLite takes keys to columns that are not unique, and only complains when rows are written.
bool is_unique(database::Connection& connection, const std::string& schema,
               const std::string& table, const std::string& column) {
  auto statement = connection.prepare(R"(
    SELECT 1 FROM pragma_index_list(:table, :schema) AS list
    WHERE list."unique" = 1 AND list.partial = 0
      AND (SELECT count(*) FROM pragma_index_info(list.name, :schema)) = 1
      AND (SELECT lower(name) FROM pragma_index_info(list.name, :schema)) = lower(:column)
    UNION ALL
    SELECT 1 FROM pragma_table_info(:table, :schema)
    WHERE pk > 0 GROUP BY 1 HAVING count(*) = 1 AND lower(max(name)) = lower(:column))");
  statement.bind(":table", table).bind(":schema", schema).bind(":column", column);
  return statement.step();
}

/// Through a connection of its own: those of reports may not read the schema.
TableKeys sqlite_keys(const model::SourceDefinition& source,
                      const std::vector<std::string>& table) {
  database::Connection connection{source.path, database::Mode::kReadOnly};
  const std::string schema = table.size() > 1 ? table.front() : "main";
  std::vector<KeyColumn> columns;
  for (std::string& column : primary_key(connection, schema, table.back()))
    columns.push_back({true, {}, std::move(column), {}, {}, {}, true});
  auto statement = connection.prepare(
      R"(SELECT id, "table", "from", "to" FROM pragma_foreign_key_list(:table, :schema))"
      " ORDER BY id, seq");
  statement.bind(":table", table.back()).bind(":schema", schema);
  while (statement.step()) {
    KeyColumn column{
        false, std::to_string(statement.integer("id")), std::string{statement.text("from")},
        {},    std::string{statement.text("table")},    {},
        true};
    const auto referenced = statement.optional_text("to");
    const auto its_key = primary_key(connection, schema, column.table);
    if (!referenced && its_key.empty()) continue;
    column.referenced_column = referenced ? *referenced : its_key.front();
    column.is_unique = is_unique(connection, schema, column.table, column.referenced_column);
    columns.push_back(std::move(column));
  }
  return to_keys(columns);
}

TableKeys server_keys(Session& session, const std::vector<std::string>& table) {
  const std::string sql = session.dialect().keys_query(table);
  if (sql.empty()) return {};
  constexpr std::chrono::seconds kTimeout{10};
  const auto cursor = session.open({sql, {}}, {language::TimeZone{}, kTimeout, {}});
  std::vector<Cell> row(Dialect::kKeyColumns);
  std::vector<KeyColumn> columns;
  while (cursor->next(row)) {
    columns.push_back({format_cell(row[0]) == "p", format_cell(row[1]), format_cell(row[2]),
                       format_cell(row[3]), format_cell(row[4]), format_cell(row[5]), true});
  }
  return to_keys(columns);
}

}  // namespace

TableKeys read_table_keys(const model::SourceDefinition& source, Session& session,
                          const std::vector<std::string>& table) {
  try {
    return source.kind == model::SourceKind::kSqlite ? sqlite_keys(source, table)
                                                     : server_keys(session, table);
  } catch (const base::Error&) {
    return {};  // the user may read the table and not its keys
  }
}

}  // namespace source
