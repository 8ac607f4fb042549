#include <atomic>
#include <latch>
#include <thread>
#include <vector>

#include "support/catch.h"
#include "database/writer.h"
#include "faults/disk.h"
#include "support/temp_dir.h"

TEST_CASE("concurrent commits share a sync, and a single commit does not wait") {
  const TempDir temp_dir;
  const auto file = temp_dir.path() / "a.db";
  database::Writer writer(file, {"CREATE TABLE t (x INTEGER) STRICT"});
  const auto commit = [&] {
    writer.commit([](database::Connection& connection) {
      connection.prepare("INSERT INTO t VALUES (:x)").bind(":x", std::int64_t{1}).run();
    });
  };
  commit();  // the first commit of a WAL syncs its header, too
  Disk disk(temp_dir.path());
  std::atomic<int> syncs = 0;
  constexpr int kAlone = 5;
  disk.watch({.before_sync = [&] { ++syncs; }});
  for (int i = 0; i < kAlone; ++i) commit();
  CHECK(syncs == kAlone);

  // During one sync all others arrive: they need one more sync, and late ones another.
  constexpr int kThreads = 40;
  std::atomic<int> waiting = 0;
  std::latch others(kThreads - 1);
  syncs = 0;
  disk.watch({.before_sync = [&] {
    if (++syncs == 1) others.wait();
  }});
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < kThreads; ++i) {
      threads.emplace_back([&] {
        if (waiting++ > 0) others.count_down();
        commit();
      });
    }
  }
  WARN(kThreads << " commits, " << syncs << " syncs");
  CHECK(syncs < kThreads / 4);
  disk.watch({});
}
