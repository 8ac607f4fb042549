#include "app/draft/table_query.h"

#include <algorithm>
#include <set>

#include "app/draft/column_name.h"
#include "app/draft/reference_label.h"
#include "base/ascii.h"
#include "base/error.h"
#include "model/definition/title_inference.h"
#include "model/reader/key.h"
#include "source/table_keys.h"

namespace app {
namespace {

using Columns = std::vector<source::ResultColumn>;
using Path = std::vector<std::string>;

constexpr const char* kScope = "organization_uid";

std::string quoted(const source::Dialect& dialect, const Path& path) {
  std::string sql;
  for (const std::string& part : path) {
    if (!sql.empty()) sql += '.';
    sql += dialect.quote_identifier(part);
  }
  return sql;
}

Columns table_columns(source::Session& session, const Path& table) {
  return session.describe({"SELECT * FROM " + quoted(session.dialect(), table), {}}, {});
}

/// Reads "sales.invoices" as schema and table, unless a table has the dot in its own name.
Path table_path(source::Session& session, const std::string& table) {
  if (table.find('.') == std::string::npos) return {table};
  try {
    static_cast<void>(table_columns(session, {table}));
    return {table};
  } catch (const base::Error&) {
    // No such table: the dot separates schema and table.
  }
  Path path;
  for (std::size_t at = 0; at <= table.size();) {
    const std::size_t dot = std::min(table.find('.', at), table.size());
    path.push_back(table.substr(at, dot - at));
    at = dot + 1;
  }
  return path;
}

/// Adds the labels of one foreign key after another to a query.
class Joins {
 public:
  Joins(source::Session& session, const Columns& columns, TableQuery& query)
      : session_(session),
        dialect_(session.dialect()),
        query_(query),
        names_{base::to_lower(query.name)} {
    for (const source::ResultColumn& column : columns) taken_.insert(base::to_lower(column.name));
  }

  /// `column` reads the foreign key's column.
  void add(const source::ForeignKey& key, const QueryColumn& column) {
    const std::string about = reference_subject(key.column, key.table.back());
    const Columns columns = described(key.table);
    const auto label = find_reference_label(columns, key.referenced_column, key.table.back());
    if (!label || !model::is_result_column(about)) return;
    const bool is_scoped =
        query_.is_scoped &&
        std::ranges::find(columns, kScope, &source::ResultColumn::name) != columns.end();
    query_.lookups.push_back({column, about, lookup(key, *label, is_scoped)});
    std::string alias = about;
    for (int i = 2; !names_.insert(alias).second; ++i) alias = about + std::to_string(i);
    const std::string table = dialect_.quote_identifier(alias);
    std::vector<QueryColumn> shown =
        label_columns(*label, label_name(about, label->word), table + ".");
    if (!are_new(shown)) return;
    query_.from += "\nLEFT JOIN " + quoted(dialect_, key.table) + " " + table + " ON " + table +
                   "." + dialect_.quote_identifier(key.referenced_column) + " = " +
                   column.expression;
    std::ranges::move(shown, std::back_inserter(query_.columns));
  }

 private:
  /// Empty if the user may not read the table.
  [[nodiscard]] Columns described(const Path& table) const {
    try {
      return table_columns(session_, table);
    } catch (const base::Error&) {
      return {};
    }
  }

  /// The columns of a label, whose names begin with `name`, as `table` has them.
  [[nodiscard]] std::vector<QueryColumn> label_columns(const ReferenceLabel& label,
                                                       const std::string& name,
                                                       const std::string& table) const {
    const auto sql = [&](std::size_t i) {
      return table + dialect_.quote_identifier(label.columns[i]);
    };
    const auto column = [&](const std::string& its_name, std::string expression) {
      return QueryColumn{its_name, std::move(expression), dialect_.quote_identifier(its_name),
                         true};
    };
    switch (label.kind) {
      case ReferenceLabel::Kind::kOfEachLanguage:
        return {column(name + "_en", sql(0)), column(name + "_ar", sql(1))};
      case ReferenceLabel::Kind::kOfPerson:
        return {column(name, full_name(sql(0), sql(1)))};
      case ReferenceLabel::Kind::kOne:
        break;
    }
    return {column(name, sql(0))};
  }

  /// NULL if both are, in all databases; Oracle joins only two texts at once.
  [[nodiscard]] std::string full_name(const std::string& first, const std::string& last) const {
    const std::string left = "COALESCE(" + first + ", '')";
    const std::string right = "COALESCE(" + last + ", '')";
    const std::string joined = dialect_.is_dynamic()
                                   ? left + " || ' ' || " + right
                                   : "CONCAT(CONCAT(" + left + ", ' '), " + right + ")";
    return "NULLIF(TRIM(" + joined + "), '')";
  }

  [[nodiscard]] std::string lookup(const source::ForeignKey& key, const ReferenceLabel& label,
                                   bool is_scoped) const {
    std::string sql = "SELECT " + dialect_.quote_identifier(key.referenced_column) + " AS value";
    for (const QueryColumn& column : label_columns(label, "label", ""))
      sql += ", " + column.expression + " AS " + column.name;
    sql += " FROM " + quoted(dialect_, key.table);
    if (is_scoped) sql += std::string{" WHERE "} + kScope + " = :" + kScope;
    return sql + " ORDER BY 2";
  }

  [[nodiscard]] bool are_new(const std::vector<QueryColumn>& columns) {
    const bool is_taken = std::ranges::any_of(columns, [&](const QueryColumn& column) {
      return taken_.contains(base::to_lower(column.name));
    });
    if (is_taken) return false;
    for (const QueryColumn& column : columns) taken_.insert(base::to_lower(column.name));
    return true;
  }

  source::Session& session_;
  const source::Dialect& dialect_;
  TableQuery& query_;
  std::set<std::string> taken_;  // names of columns, in lower case
  std::set<std::string> names_;  // of tables
};

}  // namespace

std::string TableQuery::select() const {
  std::string list;
  for (const QueryColumn& column : columns) {
    list += (list.empty() ? "" : ",\n       ") + column.expression;
    if (!column.alias.empty()) list += " AS " + column.alias;
  }
  return "SELECT " + list + "\nFROM " + from;
}

const QueryColumn* TableQuery::column(const std::string& result_name) const {
  const auto found = std::ranges::find(columns, result_name, &QueryColumn::name);
  return found == columns.end() ? nullptr : &*found;
}

bool TableQuery::is_key(const std::string& result_name) const {
  const auto is_lookup = [&](const LookupColumn& lookup) {
    return lookup.column.name == result_name;
  };
  const QueryColumn* found = column(result_name);
  return found == nullptr || found->is_label ||
         std::ranges::find(primary_key, result_name) != primary_key.end() ||
         std::ranges::any_of(lookups, is_lookup);
}

TableQuery read_table_query(const model::SourceDefinition& source, source::Session& session,
                            const std::string& table) {
  constexpr std::size_t kMaxJoins = 10;
  const auto& dialect = session.dialect();
  const Path path = table_path(session, table);
  const Columns columns = table_columns(session, path);
  const source::TableKeys keys = read_table_keys(source, session, path);
  const std::string quoted_table = quoted(dialect, path);
  TableQuery query{path.back(), {}, quoted_table, quoted_table, {}, {}, false};
  query.is_scoped =
      std::ranges::find(columns, kScope, &source::ResultColumn::name) != columns.end();
  Joins joins(session, columns, query);
  const std::string table_name =
      keys.foreign.empty() ? "" : dialect.quote_identifier(path.back()) + ".";
  int place = 0;
  for (const source::ResultColumn& column : columns) {
    ++place;
    QueryColumn read{column.name, table_name + dialect.quote_identifier(column.name)};
    const bool is_blank = model::split_words(column.name).front().empty();
    if (is_blank || !model::is_result_column(column.name)) {
      read.name = "column" + std::to_string(place);
      read.alias = dialect.quote_identifier(read.name);
    }
    const bool is_primary = std::ranges::find(keys.primary, column.name) != keys.primary.end();
    const auto key = std::ranges::find(keys.foreign, column.name, &source::ForeignKey::column);
    if (is_primary) {
      query.primary_key.push_back(read.name);
      read.title_name = complete_name(read.name, query.name);
    }
    if (key != keys.foreign.end()) read.title_name = complete_name(read.name, key->table.back());
    query.columns.push_back(read);
    if (key != keys.foreign.end() && query.lookups.size() < kMaxJoins) joins.add(*key, read);
  }
  return query;
}

}  // namespace app
