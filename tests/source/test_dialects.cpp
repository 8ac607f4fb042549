// Dialects of databases that cannot be started here are checked against their manuals.

#include <algorithm>

#include "source/sql/odbc_dialects.h"
#include "source/sql/query.h"
#include "support/catch.h"
#include "support/shop.h"

namespace {

constexpr std::string_view kEverything =
    R"("parameters": [{"key": "instanceIds", "value": [3, 1]}],
    "query": {"filters": {"and": [{"field": "amount", "op": "gte", "value": "1.5"},
                                  {"field": "placedOn", "op": "eq", "value": "2026-01-31"},
                                  {"field": "paidAt", "op": "gte", "value": "2026-01-31T08:05"},
                                  {"field": "number", "op": "in", "value": ["N-1", "N-2"]},
                                  {"field": "gift", "op": "eq", "value": true}]},
    "sort": [{"field": "number", "direction": "desc"}], "fields": ["number"], "page": 2, "pageSize": 10})";

/// The description that a server would give of the shop's columns.
source::Description described() {
  using source::DatabaseType;
  return source::Description{{{"id", {DatabaseType::kInteger, ""}},
                              {"amount", {DatabaseType::kNumeric, ""}},
                              {"placed_on", {DatabaseType::kDate, ""}},
                              {"paid_at", {DatabaseType::kTimestamp, ""}},
                              {"number", {DatabaseType::kText, ""}},
                              {"gift", {DatabaseType::kBit, ""}}}};
}

/// The part of the statement after the model's SQL, on one line.
std::string outer(const source::Dialect& dialect) {
  const Shop shop;
  std::string sql = source::compile(shop.order("en", kEverything), dialect, described()).sql;
  sql.erase(0, sql.find(") model"));
  for (char& c : sql) {
    if (c == '\n') c = ' ';
  }
  return sql;
}

}  // namespace

TEST_CASE("a statement for SQL Server is in its dialect") {
  CHECK(outer(source::sqlserver_dialect()) ==
        ") model JOIN (SELECT CAST(value AS bigint) AS id, CAST([key] AS int) AS place FROM "
        "OPENJSON(?)) chosen ON chosen.id = model.[id] WHERE ((model.[amount] >= CAST(? AS "
        "DECIMAL(38, 18))) AND (model.[placed_on] = CAST(? AS DATE)) AND (model.[paid_at] >= "
        "CAST(? AS datetime2(6))) AND (model.[number] COLLATE Latin1_General_BIN2 IN (?, ?)) AND "
        "(model.[gift] = ?)) ORDER BY CASE WHEN CASE WHEN NOT (model.[number] IS NULL OR "
        "model.[number] NOT LIKE N'%[^ ' + NCHAR(9) + NCHAR(10) + NCHAR(11) + NCHAR(12) + "
        "NCHAR(13) + NCHAR(160) + N']%') THEN model.[number] COLLATE Latin1_General_BIN2 END "
        "COLLATE Latin1_General_BIN2 IS NULL THEN 1 ELSE 0 END, CASE WHEN NOT (model.[number] IS "
        "NULL OR model.[number] NOT LIKE N'%[^ ' + NCHAR(9) + NCHAR(10) + NCHAR(11) + NCHAR(12) + "
        "NCHAR(13) + NCHAR(160) + N']%') THEN model.[number] COLLATE Latin1_General_BIN2 END "
        "COLLATE Latin1_General_BIN2 DESC, model.[id] OFFSET ? ROWS FETCH NEXT ? ROWS ONLY");
}

TEST_CASE("a statement for Oracle is in its dialect") {
  CHECK(
      outer(source::oracle_dialect()) ==
      R"s() model JOIN (SELECT id, place FROM JSON_TABLE(?, '$[*]' COLUMNS (place FOR ORDINALITY, )s"
      R"s(id NUMBER PATH '$'))) chosen ON chosen.id = model."id" WHERE ((model."amount" >= )s"
      R"s(TO_NUMBER(?, '9999999999999999999999999999D9999999999', 'NLS_NUMERIC_CHARACTERS=''.,''')) )s"
      R"s(AND (TRUNC(CAST(model."placed_on" AS DATE)) = TO_DATE(?, 'YYYY-MM-DD')) AND )s"
      R"s((CAST(model."paid_at" AS TIMESTAMP) >= TO_TIMESTAMP(?, 'YYYY-MM-DD HH24:MI:SS.FF')) AND )s"
      R"s((model."number" IN (?, ?)) AND (model."gift" = ? AND model."gift" IN (0, 1))) ORDER BY )s"
      R"s(CASE WHEN NOT (model."number" IS NULL OR LTRIM(model."number", ' ' || CHR(9) || CHR(10) || )s"
      R"s(CHR(11) || CHR(12) || CHR(13) || UNISTR('\00A0')) IS NULL) THEN model."number" END DESC )s"
      R"s(NULLS LAST, model."id" OFFSET ? ROWS FETCH NEXT ? ROWS ONLY)s");
}

TEST_CASE("groups by an enum are in the order of its choices on every server, and descending") {
  const Shop shop;
  const auto order = [&](const source::Dialect& dialect, const char* query) {
    model::ReportSpec spec = shop.order("en", query);
    model::DataModel changed = *spec.model;
    model::Column& number = *std::ranges::find(changed.columns, "number", &model::Column::key);
    number.type = model::Type::kEnum;
    number.choices = {{"it's", {}}, {"b", {}}};
    changed.layout.groups = {{.by = "number"}};
    spec.model = &changed;
    const source::Query compiled = source::compile(spec, dialect, described());
    const auto& values = compiled.values;
    REQUIRE(values.size() >= 2);
    CHECK(model::format_value(*values[values.size() - 2].value) == "it's");
    CHECK(model::format_value(*values.back().value) == "b");
    return compiled.sql.substr(compiled.sql.rfind("ORDER BY"));
  };
  const char* descending = R"("query": {"sort": [{"field": "number", "direction": "desc"}]})";
  for (const source::Dialect* dialect :
       {&source::sqlite_dialect(), &source::postgres_dialect(), &source::mariadb_dialect(),
        &source::sqlserver_dialect(), &source::oracle_dialect()}) {
    const std::string ascending = order(*dialect, "");
    INFO(ascending);
    CHECK(ascending.starts_with("ORDER BY CASE WHEN "));
    CHECK(ascending.find(" THEN 0 WHEN ") < ascending.find(" THEN 1 ELSE 2 END, "));
    CHECK(ascending.find(" THEN 1 ELSE 2 END, ") != std::string::npos);
    CHECK(order(*dialect, descending).find(" THEN 0 ELSE 2 END, ") != std::string::npos);
  }
  CHECK(order(source::sqlserver_dialect(), "")
            .starts_with(
                "ORDER BY CASE WHEN model.[number] COLLATE Latin1_General_BIN2 = ? THEN 0 WHEN "));
}

TEST_CASE("a source is asked for no more rows than are read") {
  const Shop shop;
  const auto limited = [&](const std::string& query, const source::Dialect& dialect) {
    const source::Query compiled =
        source::compile(shop.order("en", R"("query": {)" + query + "}"), dialect, described(), 51);
    const source::Query whole =
        source::compile(shop.order("en", R"("query": {)" + query + "}"), dialect, described());
    return std::pair{compiled, whole};
  };
  const auto last_value = [](const source::Query& query) {
    return std::get<std::int64_t>(*query.values.back().value);
  };
  const auto [sorted, all] = limited(R"("sort": "number")", source::sqlite_dialect());
  CHECK(sorted.sql.substr(0, all.sql.size()) == all.sql);
  CHECK(sorted.sql.ends_with("\nLIMIT ?"));
  CHECK(last_value(sorted) == 51);
  const auto [unsorted, every] = limited("", source::sqlite_dialect());
  CHECK(unsorted.sql == every.sql + "\nLIMIT ?");
  CHECK(last_value(limited(R"("page": 1, "pageSize": 20)", source::sqlite_dialect()).first) == 20);
  CHECK(last_value(limited(R"("page": 1, "pageSize": 99)", source::sqlite_dialect()).first) == 51);
  const auto [server_sorted, server_all] =
      limited(R"("sort": "number")", source::sqlserver_dialect());
  CHECK(server_sorted.sql.ends_with("\nOFFSET ? ROWS FETCH NEXT ? ROWS ONLY"));
  const auto [plain, same] = limited("", source::sqlserver_dialect());
  CHECK(plain.sql == same.sql);  // it takes no limit without ORDER BY
}

TEST_CASE("SQL Server and Oracle ignore marks in a search") {
  const Shop shop;
  const model::ReportSpec spec = shop.order("en", R"("query": {"search": "b\u00AD1"})");
  const source::Query sqlserver = source::compile(spec, source::sqlserver_dialect(), {});
  const std::string column = "model.[customer_en] COLLATE Latin1_General_BIN2";
  INFO(sqlserver.sql);
  CHECK(sqlserver.sql.find("CASE WHEN " + column + " LIKE ? THEN REPLACE(REPLACE(") !=
        std::string::npos);
  CHECK(sqlserver.sql.find(column + ", NCHAR(173), N''), NCHAR(1552), N'')") != std::string::npos);
  CHECK(sqlserver.sql.find(", NCHAR(55299) + NCHAR(57087), N'') ELSE " + column + " END, ?, ?)") !=
        std::string::npos);
  // A statement may have 2,100 values. This one has two organizations and, for each of two columns,
  // the marks, two for each spelling of "b" and "1", and the words.
  CHECK(sqlserver.values.size() == 2 + 2 * (1 + 2 * (1 + 2) + 1));
  const source::Query oracle = source::compile(spec, source::oracle_dialect(), {});
  INFO(oracle.sql);
  CHECK(
      oracle.sql.find("REPLACE(REPLACE(REPLACE(REGEXP_REPLACE(model.\"customer_en\", ?, '', 1, 0, "
                      "'c'), ?, ?), ?, ?), ?, ?) LIKE ? ESCAPE '!'") != std::string::npos);
}

TEST_CASE("minor units of many currencies are compared as ten-thousandths on every server") {
  const Shop shop;
  model::ReportSpec spec =
      shop.order("en", R"("query": {"filters": {"field": "fee", "op": "gte", "value": "1000.5"}})");
  model::DataModel changed = *spec.model;
  const auto fee = std::ranges::find(changed.columns, "fee", &model::Column::key);
  fee->currency.clear();
  fee->currency_from = "unit";
  spec.model = &changed;
  for (const source::Dialect* dialect :
       {&source::postgres_dialect(), &source::mariadb_dialect(), &source::mysql_dialect(),
        &source::sqlserver_dialect(), &source::oracle_dialect()}) {
    const source::Query query = source::compile(spec, *dialect, {});
    INFO(query.sql);
    CHECK(query.sql.find("IN ('BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND') THEN 10 ") !=
          std::string::npos);
    CHECK(query.sql.find("'SAR', ") != std::string::npos);
    CHECK(query.sql.find(" THEN 100 END") != std::string::npos);
    CHECK(model::format_value(*query.values.back().value) == "10005000");
  }
}

TEST_CASE("a database is recognized by its product name, and an unknown one gets standard SQL") {
  CHECK(source::odbc_dialect("Microsoft SQL Server").dialect == &source::sqlserver_dialect());
  CHECK(source::odbc_dialect("PostgreSQL").dialect == &source::postgres_odbc_dialect());
  CHECK(source::odbc_dialect("MariaDB").dialect == &source::mariadb_dialect());
  CHECK(source::odbc_dialect("MySQL").dialect == &source::mysql_dialect());
  CHECK(source::odbc_dialect("SQLite").dialect == &source::sqlite_odbc_dialect());
  CHECK(source::odbc_dialect("Oracle").dialect == &source::oracle_dialect());
  CHECK(source::odbc_dialect("Trino").dialect->quote_identifier("a\"b") == "\"a\"\"b\"");
}

TEST_CASE("only tested dialects claim a language's order of texts") {
  for (const char* name : {"PostgreSQL", "MariaDB"}) {
    CHECK(source::odbc_dialect(name).dialect->has_cldr_collation());
  }
  for (const char* name : {"MySQL", "SQLite", "Microsoft SQL Server", "Oracle", "DB2/LINUXX8664"}) {
    CHECK_FALSE(source::odbc_dialect(name).dialect->has_cldr_collation());
  }
  for (const char* name : {"PostgreSQL", "MariaDB"}) {
    CHECK_FALSE(source::odbc_dialect(name).fallback->has_cldr_collation());
  }
}

TEST_CASE("PostgreSQL's placeholders are cast to their types, so that the server misses none") {
  const source::Dialect& postgres = source::postgres_dialect();
  using model::Type;
  CHECK(postgres.placeholder(1, Type::kInteger) == "CAST($1 AS bigint)");
  CHECK(postgres.placeholder(12, Type::kMoney) == "CAST($12 AS numeric)");
  CHECK(postgres.placeholder(2, Type::kBoolean) == "CAST($2 AS boolean)");
  CHECK(postgres.placeholder(2, Type::kDate) == "CAST($2 AS date)");
  CHECK(postgres.placeholder(2, Type::kString) == "$2");
  CHECK(postgres.null_test_placeholder(2, Type::kString) == "CAST($2 AS text)");
  CHECK(postgres.null_test_placeholder(2, Type::kDateTime) == "CAST($2 AS timestamp)");
  const source::Dialect& through_odbc = source::postgres_odbc_dialect();
  CHECK(through_odbc.placeholder(1, Type::kInteger) == "CAST(? AS bigint)");
  CHECK(through_odbc.placeholder(1, Type::kBoolean) == "(CAST(? AS bigint) = 1)");
  CHECK(through_odbc.placeholder(1, Type::kText) == "CAST(? AS text)");
}
