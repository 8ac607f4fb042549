#include <fstream>
#include <map>
#include <sstream>

#include "base/error.h"
#include "database/connection.h"
#include "json/parse.h"
#include "source/result_rows.h"
#include "support/catch.h"
#include "support/shop.h"
#include "support/temp_dir.h"

namespace {

std::string bytes_of(const std::filesystem::path& file) {
  std::ostringstream bytes;
  bytes << std::ifstream(file, std::ios::binary).rdbuf();
  return bytes.str();
}

/// The contents of all files in the directory and below it.
std::map<std::string, std::string> everything(const std::filesystem::path& directory) {
  std::map<std::string, std::string> files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator{directory}) {
    if (entry.is_regular_file()) files[entry.path().string()] = bytes_of(entry.path());
  }
  return files;
}

void write(const std::filesystem::path& file, std::string_view text) {
  std::filesystem::create_directories(file.parent_path());
  std::ofstream(file, std::ios::binary) << text;
}

/// A catalogue with one data model, whose SQL the test sets, over a database; beside it lies
/// another database with a secret.
class Prison {
 public:
  Prison() {
    write(path() / "models/prison.json", R"({
      "uid": "prison", "version": 1, "source": "prison", "title": {"en": "P", "ar": "P"},
      "access": {"organizations": ["*"], "scope": "none"},
      "columns": [{"key": "number", "type": "string", "title": {"en": "N", "ar": "N"}}]})");
    write(path() / "sources/prison.json", R"({"kind": "sqlite", "path": "prison.db"})");
    create("prison.db", "CREATE TABLE cells (number TEXT); INSERT INTO cells VALUES ('1')");
    create("secret.db", "CREATE TABLE secret (number TEXT); INSERT INTO secret VALUES ('s')");
  }

  [[nodiscard]] const std::filesystem::path& path() const { return scratch_.path(); }

  /// The rows of the data model with this SQL. Throws where the SQL is refused.
  [[nodiscard]] std::string rows(const std::string& sql) const {
    write(path() / "models/prison.sql", sql);
    const auto loaded = model::Catalogue::load(path());
    if (!loaded.catalogue) throw base::Error("refused by the catalogue");
    const auto checked = model::validate_params(
        loaded.catalogue,
        json::parse(R"({"uid": "prison", "lang": "en", "template": "excel-auto"})"),
        {base::OrganizationUid{"ACME"}});
    REQUIRE(checked.spec() != nullptr);
    source::SourceRegistry sources;
    source::ResultRows rows(*checked.spec(), sources, {});
    std::string text;
    while (rows.next()) text += std::string{rows.text(0)} + " ";
    return text;
  }

  /// The same without the statement around the data model's SQL.
  void run_bare(const std::string& sql) const {
    database::Connection connection(path() / "prison.db", database::Mode::kUntrusted);
    database::Statement rows = connection.prepare_read_only(sql);
    while (rows.step()) {
    }
  }

 private:
  void create(const char* name, std::string_view sql) const {
    database::Connection(path() / name, database::Mode::kReadWrite).execute(sql);
  }

  TempDir scratch_;
};

/// SQL that tries to reach beyond the data model's rows.
const std::vector<std::string> kEscapes = {
    // Writing.
    "INSERT INTO cells VALUES ('2')", "INSERT INTO cells VALUES ('2') RETURNING number",
    "REPLACE INTO cells VALUES ('2')", "UPDATE cells SET number = '2'",
    "UPDATE cells SET number = '2' RETURNING number", "DELETE FROM cells",
    "DELETE FROM cells RETURNING number",
    "WITH gone AS (DELETE FROM cells RETURNING number) SELECT number FROM gone", "DROP TABLE cells",
    "CREATE TABLE number (number)", "CREATE TEMP TABLE number (number)",
    "CREATE TABLE number AS SELECT number FROM cells", "CREATE VIEW number AS SELECT 1 AS number",
    "CREATE INDEX number ON cells (number)",
    "CREATE TRIGGER number AFTER INSERT ON cells BEGIN SELECT 1; END",
    "CREATE VIRTUAL TABLE number USING fts5(number)", "ALTER TABLE cells ADD COLUMN x",
    "ALTER TABLE cells RENAME TO number", "VACUUM", "VACUUM INTO 'copy.db'", "REINDEX", "ANALYZE",
    // Settings and transactions.
    "PRAGMA user_version", "PRAGMA query_only = OFF", "PRAGMA writable_schema = ON",
    "PRAGMA journal_mode = DELETE", "BEGIN IMMEDIATE", "COMMIT", "ROLLBACK", "SAVEPOINT number",
    // Other databases and files.
    "ATTACH 'secret.db' AS s", "DETACH main", "SELECT number FROM secret.secret",
    "SELECT number FROM 'file:secret.db'", "SELECT readfile('/etc/passwd') AS number",
    "SELECT writefile('copy.db', 'x') AS number", "SELECT edit('x') AS number",
    "SELECT load_extension('x') AS number", "SELECT fts3_tokenizer('simple') AS number",
    "SELECT name AS number FROM fsdir('/')", "SELECT zipfile('a', 'b') AS number", ".shell ls",
    // The database's internals.
    "SELECT sql AS number FROM sqlite_schema", "SELECT sql AS number FROM sqlite_master",
    "SELECT sql AS number FROM main.SQLite_Master", "SELECT sql AS number FROM sqlite_temp_schema",
    "SELECT name AS number FROM pragma_table_info('cells')",
    "SELECT file AS number FROM pragma_database_list",
    "SELECT name AS number FROM Pragma_Function_List", "SELECT name AS number FROM dbstat",
    "SELECT data AS number FROM sqlite_dbpage", "SELECT opcode AS number FROM bytecode('SELECT 1')",
    "SELECT sqlite_version() AS number", "SELECT sqlite_compileoption_get(0) AS number",
    "SELECT sqlite_log(1, 'x') AS number", "EXPLAIN SELECT number FROM cells",
    "EXPLAIN QUERY PLAN SELECT number FROM cells",
    // Several statements, and breaking out of the parentheses.
    "SELECT number FROM cells; DELETE FROM cells", "SELECT number FROM cells; SELECT 1",
    "SELECT number FROM cells); DELETE FROM cells; --",
    "SELECT number FROM cells) UNION SELECT sql FROM sqlite_schema --",
    "SELECT number FROM cells) AS a; ATTACH 'secret.db' AS s; SELECT (1",
    std::string{"SELECT number FROM cells\0; DELETE FROM cells", 44},
    // Excessive resources.
    "SELECT replace(hex(replace(printf('%.*c', 4000000, 'x'), 'x', 'yy')), '7', '7777') AS number",
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 9000) "
    "SELECT group_concat(printf('%.*c', 4000, 'x')) AS number FROM n",
    [] {
      std::string deep = "1";
      for (int i = 0; i < 5'000; ++i) deep = "-(" + deep + ")";
      return "SELECT " + deep + " AS number";
    }(),
    "SELECT number FROM cells WHERE 1" + std::string(100'000, ' '),
    "SELECT 1 AS number" +
        [] {
          std::string all;
          for (int i = 0; i < 2'500; ++i) all += ", 1";
          return all;
        }()};

}  // namespace

TEST_CASE("a data model's SQL reaches nothing beyond its rows") {
  const Prison prison;
  REQUIRE(prison.rows("SELECT number FROM cells") == "1 ");
  REQUIRE(kEscapes.size() >= 50);
  const auto before = everything(prison.path());
  for (const std::string& sql : kEscapes) {
    CAPTURE(sql.substr(0, 200));
    CHECK_THROWS_AS(prison.rows(sql), base::Error);
    CHECK_THROWS_AS(prison.run_bare(sql), base::Error);
    write(prison.path() / "models/prison.sql", before.at(prison.path() / "models/prison.sql"));
    CHECK(everything(prison.path()) == before);
  }
  CHECK(prison.rows("SELECT number FROM cells") == "1 ");
}

TEST_CASE("a data model may use functions that only calculate") {
  const Prison prison;
  for (const char* value :
       {"upper(trim(number))", "strftime('%Y', '2026-01-01')", "json_extract('{\"a\": 1}', '$.a')",
        "'{\"a\": 1}' ->> 'a'", "COALESCE(NULL, round(1.5))", "row_number() OVER (ORDER BY number)",
        "CAST(number AS REAL) * pow(2, 3)", "(SELECT Group_Concat(number, ', ') FROM cells)"}) {
    CAPTURE(value);
    CHECK_NOTHROW(prison.rows("SELECT " + std::string{value} + " AS number FROM cells"));
  }
}

namespace {

/// The outcome of a caller's request: "refused", or the numbers of its rows.
std::string outcome(const Shop& shop, const std::string& members) {
  std::optional<model::ReportSpec> spec;
  try {
    spec = shop.order("en", members);
  } catch (const std::exception&) {  // rejected by validation, or not JSON
    return "refused";
  }
  source::SourceRegistry sources;
  source::ResultRows rows(*spec, sources, {});
  std::string text;
  while (rows.next()) text += std::string{rows.text(0)} + " ";
  return text;
}

std::string filter(const std::string& field, const std::string& op, const std::string& value) {
  return R"("query": {"filters": {"and": [{"field": ")" + field + R"(", "op": ")" + op +
         R"(", "value": )" + value + "}]}}";
}

struct Attempt {
  std::string members;
  std::string outcome;
};

const std::string kAll = "N-1 N-2 N-3 ";

/// Requests that try to reach other rows or inject SQL. N-4 belongs to another organization and
/// must never appear.
const std::vector<Attempt> kAttempts = {
    // Texts that would be SQL if they were not bound.
    {R"("query": {"search": "' OR 1=1 --"})", ""},
    {R"("query": {"search": "%"})", "N-2 "},
    {R"("query": {"search": "_"})", "N-3 "},
    {R"("query": {"search": "a_b"})", "N-3 "},
    {R"("query": {"search": "!%"})", ""},
    {R"("query": {"search": "\\%"})", ""},
    {R"("query": {"search": "*"})", ""},
    {R"("query": {"search": "') UNION SELECT * FROM orders --"})", ""},
    {R"("query": {"search": "\u0000"})", "refused"},
    {filter("customer", "contains", R"("%' OR '1'='1")"), ""},
    {filter("customer", "startsWith", R"("%")"), ""},
    {filter("customer", "endsWith", R"("_")"), ""},
    {filter("customer", "notContains", R"("' OR organization = 'other")"), kAll},
    {filter("number", "eq", R"("N-4")"), ""},
    {filter("number", "eq", R"("' OR '1'='1")"), ""},
    {filter("number", "eq", R"("N-1'; DROP TABLE orders; --")"), ""},
    {filter("number", "neq", R"("' OR '1'='1")"), kAll},
    {filter("number", "in", R"(["N-4", "') OR ('1'='1"])"), ""},
    {filter("number", "nin", R"(["') OR ('1'='1"])"), kAll},
    {filter("number", "eq", R"({"sql": "1=1"})"), "refused"},
    {filter("number", "eq", R"([["N-4"]])"), "refused"},
    {filter("amount", "gt", R"("0 OR 1=1")"), "refused"},
    {filter("amount", "gt", R"("1e999")"), "refused"},
    {filter("placedOn", "gte", R"("2026-01-01' OR '1'='1")"), "refused"},
    {filter("placedOn", "between", R"(["2026-01-01", "2026-12-31) OR (1=1"])"), "refused"},
    {filter("gift", "eq", R"("1 OR 1=1")"), "refused"},
    // Names: callers choose among those of the data model.
    {filter("organization", "eq", R"("other")"), "refused"},
    {filter("id", "eq", "4"), "refused"},
    {filter("branch", "eq", R"("A")"), "refused"},
    {filter("customer_en", "eq", R"("Ahmed")"), "refused"},
    {filter("number\\\" OR 1=1 --", "eq", R"("x")"), "refused"},
    {filter("1=1 OR number", "eq", R"("x")"), "refused"},
    {filter("NUMBER", "eq", R"("N-4")"), "refused"},
    {filter("rowid", "eq", "4"), "refused"},
    {filter("number", "= 'N-4' OR number =", R"("x")"), "refused"},
    {filter("number", "like", R"("%")"), "refused"},
    {filter("number", "glob", R"("*")"), "refused"},
    {R"("query": {"sort": [{"field": "organization", "direction": "asc"}]})", "refused"},
    {R"("query": {"sort": [{"field": "number; DROP TABLE orders", "direction": "asc"}]})",
     "refused"},
    {R"("query": {"sort": [{"field": "number", "direction": "asc; DROP TABLE orders"}]})",
     "refused"},
    {R"~("query": {"sort": "(SELECT sql FROM sqlite_schema)"})~", "refused"},
    {R"("query": {"fields": ["number", "organization"]})", "refused"},
    {R"~("query": {"fields": ["number, (SELECT 1)"]})~", "refused"},
    {R"("query": {"fields": ["*"]})", "refused"},
    {R"("query": {"filters": {"or": [{"field": "number", "op": "eq", "value": "N-4"}, {"sql": "1=1"}]}})",
     "refused"},
    {R"("query": {"filters": {"not": []}})", "refused"},
    {R"("query": {"filters": {"organization": "other"}})", "refused"},
    {R"("query": {"filters": "1=1"})", "refused"},
    {R"("query": {"where": "1=1"})", "refused"},
    // Paging, ids, parameters, organizations.
    {R"("query": {"page": "1; DROP TABLE orders", "pageSize": 1})", "refused"},
    {R"("query": {"page": 1, "pageSize": -1})", "refused"},
    {R"("query": {"offset": -1, "limit": 99})", "refused"},
    {R"("query": {"page": 9223372036854775807, "pageSize": 9223372036854775807})", "refused"},
    {R"("parameters": [{"key": "instanceIds", "value": {"values": [4]}}])", ""},
    {R"("parameters": [{"key": "instanceIds", "value": {"values": [1, 4]}}])", "N-1 "},
    {R"("parameters": [{"key": "instanceIds", "value": {"values": ["4) OR (1=1"]}}])", "refused"},
    {R"("parameters": [{"key": "branch", "value": {"values": ["A') OR ('1'='1"]}}])", ""},
    {R"("parameters": [{"key": "branch", "value": {"values": [["A"]]}}])", "refused"},
    {R"("parameters": [{"key": "organization_uid", "value": {"value": "other"}}])", "refused"},
    {R"("parameters": [{"key": "period_from", "value": {"value": "2026-01-01"}}])", "refused"},
    {R"("parameters": [{"key": "period", "value": {"from": "2026-01-01' OR 1=1 --", "to": "2026-12-31"}}])",
     "refused"},
    {R"("organizationUid": "other")", "refused"},
    {R"("organizationUid": "top' OR '1'='1")", "refused"},
    {R"("organizationUid": "*")", "refused"}};

}  // namespace

TEST_CASE("no list query and no parameter reaches another organization's rows or injects SQL") {
  const Shop shop;
  REQUIRE(outcome(shop, "") == kAll);
  REQUIRE(kAttempts.size() >= 50);
  const auto before = everything(shop.directory());
  for (const Attempt& attempt : kAttempts) {
    CAPTURE(attempt.members);
    CHECK(outcome(shop, attempt.members) == attempt.outcome);
  }
  CHECK(everything(shop.directory()) == before);
  CHECK(outcome(shop, "") == kAll);
}
