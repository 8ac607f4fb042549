#include <string>

#include "support/catch.h"
#include "database/connection.h"
#include "support/temp_dir.h"

using database::Connection;
using database::Mode;
using database::Statement;

namespace {

/// Rows of several pages each, numbered 1 to `count`, with `mark` 0.
void fill(Connection& connection, int count) {
  connection.execute("CREATE TABLE t (id INTEGER PRIMARY KEY, mark INTEGER, filling TEXT) STRICT");
  connection.execute("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < " +
                     std::to_string(count) +
                     ") INSERT INTO t SELECT i, 0, printf('%.*c', 900, 'x') FROM n");
}

/// The sums over all rows.
std::pair<std::int64_t, std::int64_t> read_all(Connection& connection) {
  Statement statement = connection.prepare_read_only("SELECT id, mark, filling FROM t ORDER BY id");
  std::pair<std::int64_t, std::int64_t> sums;
  while (statement.step()) {
    CHECK(statement.text(2) == std::string(900, 'x'));
    sums.first += statement.integer(0);
    sums.second += statement.integer(1);
  }
  return sums;
}

}  // namespace

TEST_CASE("each read of a customer's database sees its current contents") {
  const TempDir temp_dir;
  const auto file = temp_dir.path() / "customer.db";
  const std::string journal = GENERATE(std::string("WAL"), std::string("DELETE"));
  CAPTURE(journal);
  Connection owner(file, Mode::kReadWrite);
  owner.execute("PRAGMA journal_mode = " + journal);
  fill(owner, 1'000);
  Connection reader(file, Mode::kUntrusted);
  CHECK(read_all(reader) == std::pair<std::int64_t, std::int64_t>{500'500, 0});
  owner.execute("UPDATE t SET mark = 1; PRAGMA wal_checkpoint(TRUNCATE)");
  CHECK(read_all(reader) == std::pair<std::int64_t, std::int64_t>{500'500, 1'000});
}

TEST_CASE("a read does not see what is written to the database meanwhile") {
  const TempDir temp_dir;
  const auto file = temp_dir.path() / "customer.db";
  Connection owner(file, Mode::kReadWrite);
  fill(owner, 1'000);
  Connection reader(file, Mode::kUntrusted);
  Statement statement = reader.prepare_read_only("SELECT sum(mark) OVER (), mark FROM t");
  std::int64_t marks = 0;
  for (int row = 1; statement.step(); ++row) {
    // Into the WAL, and from there into the file as far as the reader allows.
    if (row % 100 == 0)
      owner.execute("UPDATE t SET mark = mark + 1; PRAGMA wal_checkpoint(PASSIVE)");
    marks += statement.integer(1);
  }
  CHECK(marks == 0);
  CHECK(read_all(reader).second == 10'000);
}

TEST_CASE("texts of a UTF-16 database are read as UTF-8") {
  const TempDir temp_dir;
  const auto file = temp_dir.path() / "customer.db";
  const std::string word = "\u0641\u0627\u062a\u0648\u0631\u0629 \U0001F600";
  Connection owner(file, Mode::kReadWrite);
  owner.execute(
      "PRAGMA encoding = 'UTF-16'; CREATE TABLE t (word TEXT, number REAL);"
      "INSERT INTO t VALUES ('" +
      word + "', 12.5)");
  Connection reader(file, Mode::kUntrusted);
  Statement statement = reader.prepare_read_only("SELECT word, number FROM t");
  REQUIRE(statement.step());
  CHECK(statement.storage(0) == database::Storage::kText);
  CHECK(statement.text(0) == word);
  CHECK(statement.storage(1) == database::Storage::kReal);
  CHECK(statement.text(1) == "12.5");
}
