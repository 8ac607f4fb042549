#include <atomic>
#include <thread>

#include "base/error.h"
#include "catch.h"
#include "database/migration.h"
#include "database/transaction.h"
#include "database/writer.h"
#include "scratch.h"

using database::Connection;
using database::Mode;

namespace {

std::int64_t count(Connection& connection, std::string_view sql) {
  database::Statement statement = connection.prepare(sql);
  statement.step();
  return statement.integer(0);
}

}  // namespace

TEST_CASE("a transaction that is not committed leaves nothing") {
  const Scratch scratch;
  Connection connection(scratch.path() / "a.db", Mode::kOwn);
  connection.execute("CREATE TABLE t (x INTEGER) STRICT");
  {
    database::Transaction transaction(connection);
    connection.execute("INSERT INTO t VALUES (1)");
  }
  CHECK(count(connection, "SELECT count(*) FROM t") == 0);
}

TEST_CASE("a database migrates step by step, after a backup, and never backwards") {
  const Scratch scratch;
  const auto backup = scratch.path() / "backup.db";
  Connection connection(scratch.path() / "a.db", Mode::kOwn);
  database::migrate(connection, {"CREATE TABLE one (x INTEGER) STRICT"}, backup);
  CHECK_FALSE(std::filesystem::exists(backup));
  const std::vector<std::string_view> two{"CREATE TABLE one (x INTEGER) STRICT",
                                          "CREATE TABLE two (x INTEGER) STRICT"};
  database::migrate(connection, two, backup);
  CHECK(count(connection, "SELECT count(*) FROM two") == 0);
  Connection old(backup, Mode::kForeign);
  CHECK_THROWS_AS(old.prepare_query("SELECT * FROM two"), base::Error);
  CHECK_THROWS_AS(database::migrate(connection, {"CREATE TABLE one (x INTEGER) STRICT"}, backup),
                  base::Error);
}

TEST_CASE("a migration that fails changes nothing") {
  const Scratch scratch;
  Connection connection(scratch.path() / "a.db", Mode::kOwn);
  CHECK_THROWS_AS(
      database::migrate(connection, {"CREATE TABLE one (x INTEGER) STRICT; SELECT none"}, {}),
      base::Error);
  CHECK(count(connection, "PRAGMA user_version") == 0);
  CHECK(count(connection, "SELECT count(*) FROM sqlite_schema") == 0);
}

TEST_CASE("a failing piece of work undoes itself and not its neighbours") {
  const Scratch scratch;
  const auto file = scratch.path() / "a.db";
  std::atomic<int> refused = 0;
  {
    database::Writer writer(file, {"CREATE TABLE t (x INTEGER) STRICT"});
    std::vector<std::jthread> threads;
    for (int i = 0; i < 8; ++i) {
      threads.emplace_back([&, i] {
        try {
          writer.commit([&](Connection& connection) {
            connection.prepare("INSERT INTO t VALUES (:x)").bind(":x", std::int64_t{i}).run();
            if (i % 2 == 0) throw base::Error("no");
          });
        } catch (const base::Error&) {
          ++refused;
        }
      });
    }
  }
  Connection reader(file, Mode::kRead);
  CHECK(refused == 4);
  CHECK(count(reader, "SELECT count(*) FROM t") == 4);
  CHECK(count(reader, "SELECT sum(x) FROM t") == 1 + 3 + 5 + 7);
}

TEST_CASE("a customer's database is read and nothing else") {
  const Scratch scratch;
  const auto file = scratch.path() / "a.db";
  Connection(file, Mode::kOwn).execute("CREATE TABLE t (x INTEGER); INSERT INTO t VALUES (7)");
  Connection connection(file, Mode::kForeign);
  database::Statement query = connection.prepare_query("SELECT x AS \"X\" FROM t -- end");
  REQUIRE(query.step());
  CHECK(query.integer(0) == 7);
  CHECK(query.column_name(0) == "X");
  database::Statement list = connection.prepare_query(
      "SELECT count(*) FROM t WHERE x IN (SELECT value FROM json_each('[7]'))");
  REQUIRE(list.step());
  CHECK(list.integer(0) == 1);
  for (const char* sql : {
           "SELECT 1; DELETE FROM t",
           "DELETE FROM t",
           "DELETE FROM t RETURNING x",
           "VACUUM INTO '/tmp/gormic-bi-escape.db'",
           "EXPLAIN SELECT x FROM t",
           "ATTACH '/etc/passwd' AS p",
           "PRAGMA user_version",
           "SELECT * FROM sqlite_schema",
           "SELECT * FROM pragma_table_info('t')",
           "SELECT * FROM dbstat",
           "SELECT load_extension('x')",
           "",
       }) {
    INFO(sql);
    CHECK_THROWS_AS(connection.prepare_query(sql), base::Error);
  }
}

TEST_CASE("a long query ends when it is asked to") {
  const Scratch scratch;
  const auto file = scratch.path() / "a.db";
  Connection(file, Mode::kOwn).execute("CREATE TABLE t (x INTEGER)");
  Connection connection(file, Mode::kForeign);
  int questions = 0;
  connection.interrupt_when([&] { return ++questions > 3; });
  database::Statement endless = connection.prepare_query(
      "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n");
  CHECK_THROWS_AS(endless.step(), base::Stopped);
}
