// What cannot be started here is held to what its manual says.

#include "catch.h"
#include "shop.h"
#include "source/odbc_dialects.h"
#include "source/query.h"

namespace {

constexpr std::string_view kEverything =
    R"("parameters": [{"key": "instanceIds", "value": [3, 1]}],
    "query": {"filters": {"and": [{"field": "amount", "op": "gte", "value": "1.5"},
                                  {"field": "placedOn", "op": "eq", "value": "2026-01-31"},
                                  {"field": "paidAt", "op": "gte", "value": "2026-01-31T08:05"},
                                  {"field": "number", "op": "in", "value": ["N-1", "N-2"]},
                                  {"field": "gift", "op": "eq", "value": true}]},
    "sort": [{"field": "number", "direction": "desc"}], "fields": ["number"], "page": 2, "pageSize": 10})";

/// The statement from behind the model's SQL on, on one line.
std::string outer(const source::Dialect& dialect) {
  const Shop shop;
  std::string sql = source::compile(shop.order("en", kEverything), dialect).sql;
  sql.erase(0, sql.find(") model"));
  for (char& c : sql) {
    if (c == '\n') c = ' ';
  }
  return sql;
}

}  // namespace

TEST_CASE("SQL Server is spoken to in its words") {
  CHECK(outer(source::sqlserver_dialect()) ==
        ") model JOIN (SELECT CAST(value AS bigint) AS id, CAST([key] AS int) AS place FROM "
        "OPENJSON(?)) chosen ON chosen.id = model.[id] WHERE (CAST(model.[amount] AS DECIMAL(38, "
        "10)) >= CAST(? AS DECIMAL(38, 10)) AND CAST(model.[placed_on] AS DATE) = CAST(? AS DATE) "
        "AND CAST(model.[paid_at] AS datetime2(6)) >= CAST(? AS datetime2(6)) AND model.[number] "
        "COLLATE Latin1_General_BIN2 IN (?, ?) AND CASE WHEN LOWER(CAST(model.[gift] AS "
        "nvarchar(100)) COLLATE Latin1_General_BIN2) IN ('1', 't', 'true', 'y', 'yes') THEN 1 "
        "WHEN LOWER(CAST(model.[gift] AS nvarchar(100)) COLLATE Latin1_General_BIN2) IN ('0', "
        "'f', 'false', 'n', 'no') THEN 0 END = ?) ORDER BY CASE "
        "WHEN model.[number] COLLATE Latin1_General_BIN2 IS NULL THEN 1 ELSE 0 END, "
        "model.[number] COLLATE Latin1_General_BIN2 DESC, model.[id] OFFSET ? ROWS FETCH NEXT ? "
        "ROWS ONLY");
}

TEST_CASE("Oracle is spoken to in its words") {
  CHECK(
      outer(source::oracle_dialect()) ==
      R"s() model JOIN (SELECT id, place FROM JSON_TABLE(?, '$[*]' COLUMNS (place FOR ORDINALITY, )s"
      R"s(id NUMBER PATH '$'))) chosen ON chosen.id = model."id" WHERE (model."amount" >= )s"
      R"s(TO_NUMBER(?, '9999999999999999999999999999D9999999999', 'NLS_NUMERIC_CHARACTERS=''.,''') )s"
      R"s(AND TRUNC(model."placed_on") = TO_DATE(?, 'YYYY-MM-DD') AND )s"
      R"s(CAST(model."paid_at" AS TIMESTAMP) >= TO_TIMESTAMP(?, 'YYYY-MM-DD HH24:MI:SS.FF') AND )s"
      R"s(model."number" IN (?, ?) AND CASE WHEN LOWER(model."gift") IN )s"
      R"s(('1', 't', 'true', 'y', 'yes') THEN 1 WHEN LOWER(model."gift") IN )s"
      R"s(('0', 'f', 'false', 'n', 'no') THEN 0 END = ?) ORDER BY model."number" DESC NULLS LAST, )s"
      R"s(model."id" OFFSET ? ROWS FETCH NEXT ? ROWS ONLY)s");
}

TEST_CASE("minor units of many currencies are compared as ten-thousandths in every dialect") {
  const Shop shop;
  model::Order order =
      shop.order("en", R"("query": {"filters": {"field": "fee", "op": "gte", "value": "1000.5"}})");
  model::DataModel changed = *order.model;
  const auto fee = std::ranges::find(changed.columns, "fee", &model::Column::key);
  fee->currency.clear();
  fee->currency_from = "unit";
  order.model = &changed;
  for (const source::Dialect* dialect :
       {&source::sqlite_dialect(), &source::postgres_dialect(), &source::mariadb_dialect(),
        &source::mysql_dialect(), &source::sqlserver_dialect(), &source::oracle_dialect()}) {
    const source::Query query = source::compile(order, *dialect);
    INFO(query.sql);
    CHECK(query.sql.find("IN ('BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND') THEN 10 ") !=
          std::string::npos);
    CHECK(query.sql.find(" ELSE 100 END") != std::string::npos);
    CHECK(model::text(*query.values.back().value) == "10005000");
  }
}

TEST_CASE("a database is known by its own name, and one that is not is spoken to by the standard") {
  CHECK(source::odbc_dialect("Microsoft SQL Server").dialect == &source::sqlserver_dialect());
  CHECK(source::odbc_dialect("PostgreSQL").dialect == &source::postgres_odbc_dialect());
  CHECK(source::odbc_dialect("MariaDB").dialect == &source::mariadb_dialect());
  CHECK(source::odbc_dialect("MySQL").dialect == &source::mysql_dialect());
  CHECK(source::odbc_dialect("SQLite").dialect == &source::sqlite_odbc_dialect());
  CHECK(source::odbc_dialect("Oracle").dialect == &source::oracle_dialect());
  CHECK(source::odbc_dialect("Trino").dialect->quoted("a\"b") == "\"a\"\"b\"");
}

TEST_CASE("what no server here has shown to know a language's order is said not to") {
  for (const char* name : {"PostgreSQL", "MariaDB"}) {
    CHECK(source::odbc_dialect(name).dialect->knows_languages());
  }
  for (const char* name : {"MySQL", "SQLite", "Microsoft SQL Server", "Oracle", "DB2/LINUXX8664"}) {
    CHECK_FALSE(source::odbc_dialect(name).dialect->knows_languages());
  }
  for (const char* name : {"PostgreSQL", "MariaDB"}) {
    CHECK_FALSE(source::odbc_dialect(name).older->knows_languages());
  }
}

TEST_CASE("PostgreSQL is told the type of a placeholder where it stands, so that it misses none") {
  const source::Dialect& postgres = source::postgres_dialect();
  using model::Type;
  CHECK(postgres.placeholder(1, Type::kInteger) == "CAST($1 AS bigint)");
  CHECK(postgres.placeholder(12, Type::kMoney) == "CAST($12 AS numeric)");
  CHECK(postgres.placeholder(2, Type::kBoolean) == "CAST($2 AS boolean)");
  CHECK(postgres.placeholder(2, Type::kDate) == "CAST($2 AS date)");
  CHECK(postgres.placeholder(2, Type::kString) == "$2");
  CHECK(postgres.tested(2, Type::kString) == "CAST($2 AS text)");
  CHECK(postgres.tested(2, Type::kDateTime) == "CAST($2 AS timestamp)");
  const source::Dialect& through_odbc = source::postgres_odbc_dialect();
  CHECK(through_odbc.placeholder(1, Type::kInteger) == "CAST(? AS bigint)");
  CHECK(through_odbc.placeholder(1, Type::kBoolean) == "(CAST(? AS bigint) = 1)");
  CHECK(through_odbc.placeholder(1, Type::kText) == "CAST(? AS text)");
}
