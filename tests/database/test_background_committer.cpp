#include <atomic>
#include <latch>
#include <stdexcept>

#include "base/error.h"
#include "support/catch.h"
#include "database/write_lock.h"
#include "support/app_database.h"

using namespace std::chrono_literals;
using database::Connection;

namespace {

void make_table(AppDatabase& own) {
  own.writer.commit([](Connection& connection) { connection.execute("CREATE TABLE posted (i)"); });
}

auto insert(int number) {
  return [number](Connection& connection) {
    connection.execute("INSERT INTO posted VALUES (" + std::to_string(number) + ")");
  };
}

/// Returns when all earlier work is done. submit() does not wait while another process holds the
/// lock.
void wait_for_commits(AppDatabase& own) {
  while (!own.writer.commit_in_background([](Connection&) {}, 60s)) {
  }
}

std::int64_t count(AppDatabase& own) {
  const auto reader = own.readers.acquire();
  database::Statement rows = reader->prepare("SELECT count(*) FROM posted");
  rows.step();
  return rows.integer(0);
}

}  // namespace

TEST_CASE("background work is committed soon, and a caller that waits sees it") {
  AppDatabase own;
  make_table(own);
  CHECK(own.writer.commit_in_background(insert(1), 60s));
  CHECK(count(own) == 1);
}

TEST_CASE("submitting does not wait while another process holds the write lock") {
  AppDatabase own;
  make_table(own);
  const database::WriteLock backup(own.directory() / "gormic-bi.db");
  backup.acquire();
  const auto begin = std::chrono::steady_clock::now();
  for (int i = 0; i < 1'000; ++i) CHECK_FALSE(own.writer.commit_in_background(insert(i)));
  CHECK_FALSE(own.writer.commit_in_background(insert(1'000), 60s));
  CHECK(std::chrono::steady_clock::now() - begin < 30s);
  CHECK(count(own) == 0);
  backup.release();
  wait_for_commits(own);
  CHECK(count(own) == 1'001);
}

TEST_CASE("the pending work is limited, and rejected work is reported") {
  AppDatabase own;
  make_table(own);
  const database::WriteLock backup(own.directory() / "gormic-bi.db");
  backup.acquire();
  std::atomic<int> refused = 0;
  const std::size_t more = 5;
  for (std::size_t i = 0; i < database::BackgroundCommitter::kMaxPendingTasks + more; ++i) {
    own.writer.commit_in_background([](Connection&) {}, {},
                                    [&](const std::exception&) { ++refused; });
  }
  CHECK(refused == static_cast<int>(more));
  backup.release();
  wait_for_commits(own);
}

TEST_CASE("background work that fails is rolled back alone") {
  AppDatabase own;
  make_table(own);
  std::atomic<int> failed = 0;
  const database::WriteLock backup(own.directory() / "gormic-bi.db");
  backup.acquire();  // so that all of them are in one commit
  for (int i = 0; i < 10; ++i) own.writer.commit_in_background(insert(i));
  own.writer.commit_in_background(
      [](Connection& connection) {
        insert(99)(connection);
        throw base::Error("no");
      },
      {}, [&](const std::exception&) { ++failed; });
  for (int i = 0; i < 10; ++i) own.writer.commit_in_background(insert(i));
  backup.release();
  wait_for_commits(own);
  CHECK(failed == 1);
  CHECK(count(own) == 20);
}

TEST_CASE("all background work is durable when the writer is destroyed") {
  TempDir temp_dir;
  const std::filesystem::path file = temp_dir.path() / "own.db";
  {
    database::Writer writer(file, {"CREATE TABLE posted (i)"});
    for (int i = 0; i < 100; ++i) writer.commit_in_background(insert(i));
  }
  Connection connection(file, database::Mode::kReadOnly);
  database::Statement rows = connection.prepare("SELECT count(*) FROM posted");
  rows.step();
  CHECK(rows.integer(0) == 100);
}
