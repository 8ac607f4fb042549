#include <sys/stat.h>

#include <atomic>
#include <fstream>
#include <thread>

#include "base/error.h"
#include "support/catch.h"
#include "database/migration.h"
#include "database/transaction.h"
#include "database/writer.h"
#include "support/temp_dir.h"

using Catch::Matchers::ContainsSubstring;
using database::Connection;
using database::Mode;
using database::Statement;

namespace {

std::int64_t count(Connection& connection, std::string_view sql) {
  database::Statement statement = connection.prepare(sql);
  statement.step();
  return statement.integer(0);
}

}  // namespace

TEST_CASE("a transaction that is not committed leaves nothing") {
  const TempDir temp_dir;
  Connection connection(temp_dir.path() / "a.db", Mode::kReadWrite);
  connection.execute("CREATE TABLE t (x INTEGER) STRICT");
  {
    database::Transaction transaction(connection);
    connection.execute("INSERT INTO t VALUES (1)");
  }
  CHECK(count(connection, "SELECT count(*) FROM t") == 0);
}

TEST_CASE("a database migrates step by step, after a backup, and never back") {
  const TempDir temp_dir;
  const auto file = temp_dir.path() / "a.db";
  const auto backup = temp_dir.path() / "a.db.version-1";
  Connection connection(file, Mode::kReadWrite);
  database::migrate(connection, {"CREATE TABLE one (x INTEGER) STRICT"}, file);
  CHECK_FALSE(std::filesystem::exists(backup));
  const std::vector<std::string_view> two{"CREATE TABLE one (x INTEGER) STRICT",
                                          "CREATE TABLE two (x INTEGER) STRICT"};
  database::migrate(connection, two, file);
  CHECK(count(connection, "SELECT count(*) FROM two") == 0);
  Connection old(backup, Mode::kUntrusted);
  CHECK_THROWS_AS(old.prepare_read_only("SELECT * FROM two"), base::Error);
  try {
    database::migrate(connection, {"CREATE TABLE one (x INTEGER) STRICT"}, file);
    FAIL("a newer database is opened");
  } catch (const base::Error& error) {
    CHECK(error.user_message() == base::Message{"database.newer"});
  }
}

TEST_CASE("a damaged database is rejected with a user message") {
  const TempDir temp_dir;
  const auto file = temp_dir.path() / "a.db";
  {
    Connection connection(file, Mode::kReadWrite);
    connection.execute("CREATE TABLE t (x TEXT); CREATE INDEX i ON t (x)");
    for (int row = 0; row < 500; ++row)
      connection.execute("INSERT INTO t VALUES (hex(randomblob(50)))");
  }
  {
    std::fstream bytes(file, std::ios::in | std::ios::out | std::ios::binary);
    bytes.seekp(3 * 4096);
    bytes << std::string(4096, 'x');
  }
  try {
    const database::Writer writer(file, {});
    FAIL("a damaged database is opened");
  } catch (const base::Error& error) {
    CHECK(error.user_message() == base::Message{"database.damaged"});
  }
}

TEST_CASE("columns are read by name, in whatever order the statement has them") {
  const TempDir temp_dir;
  Connection connection(temp_dir.path() / "a.db", Mode::kReadWrite);
  for (const char* sql : {"SELECT 1 AS a, 'two' AS b, NULL AS c, 4 AS d",
                          "SELECT 4 AS d, NULL AS c, 'two' AS b, 1 AS a"}) {
    CAPTURE(sql);
    Statement rows = connection.prepare(sql);
    for (int again = 0; again < 2; ++again) {
      REQUIRE(rows.step());
      CHECK(rows.integer("a") == 1);
      CHECK(rows.text("b") == "two");
      CHECK(rows.integer("a") == 1);
      CHECK(rows.optional_text("c") == std::nullopt);
      CHECK(rows.optional_integer("c") == std::nullopt);
      CHECK(rows.optional_integer("d") == 4);
      CHECK(rows.optional_text("b") == "two");
      CHECK(rows.integer(0) == (std::string{sql}.starts_with("SELECT 1") ? 1 : 4));
      rows.reset();
    }
    CHECK_THROWS_WITH(rows.integer("e"), ContainsSubstring("no column e"));
  }
  Statement none = connection.prepare("CREATE TABLE t (x INTEGER) STRICT");
  CHECK_THROWS_WITH(none.text("x"), ContainsSubstring("no column x"));
}

TEST_CASE("a cached statement is reused as if it were new") {
  constexpr std::string_view kInsert = "INSERT INTO t VALUES (:x) RETURNING x";
  const TempDir temp_dir;
  Connection connection(temp_dir.path() / "a.db", Mode::kReadWrite);
  connection.execute("CREATE TABLE t (x INTEGER UNIQUE) STRICT");
  {
    database::Statement first = connection.prepare_cached(kInsert);
    REQUIRE(first.bind(":x", std::int64_t{1}).step());  // and is not read to its end
    database::Statement beside = connection.prepare_cached(kInsert);
    REQUIRE(beside.bind(":x", std::int64_t{2}).step());
    CHECK(first.integer(0) == 1);
  }
  CHECK_THROWS_AS(connection.prepare_cached(kInsert).bind(":x", std::int64_t{2}).run(),
                  base::Error);
  for (int i = 0; i < 2; ++i) {
    database::Statement again = connection.prepare_cached(kInsert);
    REQUIRE(again.step());
    CHECK(again.storage(0) == database::Storage::kNull);  // no binding of an earlier use is left
  }
  CHECK(count(connection, "SELECT count(*) FROM t") == 4);
  connection.execute("ALTER TABLE t ADD COLUMN y INTEGER DEFAULT 7");
  CHECK_THROWS_AS(connection.prepare_cached(kInsert).run(), base::Error);  // it has two columns now
}

TEST_CASE("a migration that fails changes nothing") {
  const TempDir temp_dir;
  Connection connection(temp_dir.path() / "a.db", Mode::kReadWrite);
  CHECK_THROWS_AS(
      database::migrate(connection, {"CREATE TABLE one (x INTEGER) STRICT; SELECT none"}, {}),
      base::Error);
  CHECK(count(connection, "PRAGMA user_version") == 0);
  CHECK(count(connection, "SELECT count(*) FROM sqlite_schema") == 0);
}

TEST_CASE("work that fails is rolled back alone, not the work committed with it") {
  const TempDir temp_dir;
  const auto file = temp_dir.path() / "a.db";
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
  Connection reader(file, Mode::kReadOnly);
  CHECK(refused == 4);
  CHECK(count(reader, "SELECT count(*) FROM t") == 4);
  CHECK(count(reader, "SELECT sum(x) FROM t") == 1 + 3 + 5 + 7);
}

TEST_CASE("work that fails alone is rolled back, and the next work is committed") {
  const TempDir temp_dir;
  const auto file = temp_dir.path() / "a.db";
  database::Writer writer(file, {"CREATE TABLE t (x INTEGER) STRICT"});
  const auto insert = [](Connection& connection) {
    connection.execute("INSERT INTO t VALUES (1)");
  };
  CHECK_THROWS_AS(writer.commit([&](Connection& connection) {
    insert(connection);
    throw base::Error("no");
  }),
                  base::Error);
  writer.commit(insert);
  Connection reader(file, Mode::kReadOnly);
  CHECK(count(reader, "SELECT count(*) FROM t") == 1);
}

TEST_CASE("a customer's database can only be read") {
  const TempDir temp_dir;
  const auto file = temp_dir.path() / "a.db";
  Connection(file, Mode::kReadWrite)
      .execute("CREATE TABLE t (x INTEGER); INSERT INTO t VALUES (7)");
  Connection connection(file, Mode::kUntrusted);
  database::Statement query = connection.prepare_read_only("SELECT x AS \"X\" FROM t -- end");
  REQUIRE(query.step());
  CHECK(query.integer(0) == 7);
  CHECK(query.column_name(0) == "X");
  database::Statement list = connection.prepare_read_only(
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
    CHECK_THROWS_AS(connection.prepare_read_only(sql), base::Error);
  }
}

TEST_CASE("a pipe in a database's place does not block") {
  const TempDir temp_dir;
  const auto pipe = temp_dir.path() / "a.db";
  REQUIRE(::mkfifo(pipe.c_str(), 0600) == 0);
  CHECK_THROWS_AS(Connection(pipe, Mode::kUntrusted), base::Error);
}

TEST_CASE("a long query ends when it is stopped") {
  const TempDir temp_dir;
  const auto file = temp_dir.path() / "a.db";
  Connection(file, Mode::kReadWrite).execute("CREATE TABLE t (x INTEGER)");
  int questions = 0;
  Connection connection(file, Mode::kUntrusted, [&] { return ++questions > 3; });
  database::Statement endless = connection.prepare_read_only(
      "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n");
  CHECK_THROWS_AS(endless.step(), base::Canceled);
}
