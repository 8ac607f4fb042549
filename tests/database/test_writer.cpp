#include "database/writer.h"

#include <sys/types.h>
#include <unistd.h>

#include <atomic>
#include <fstream>
#include <iterator>
#include <latch>
#include <thread>

#include "base/error.h"
#include "support/catch.h"
#include "support/temp_dir.h"

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;
using database::Connection;

namespace {

constexpr auto kPatience = 50ms;  // as in database/writer.cpp

struct WriterFixture {
  TempDir temp_dir;
  database::Writer writer{temp_dir.path() / "a.db", {"CREATE TABLE t (x INTEGER) STRICT"}};

  static void insert(Connection& connection, std::int64_t x) {
    connection.prepare("INSERT INTO t VALUES (:x)").bind(":x", x).run();
  }
  [[nodiscard]] std::int64_t query(std::string_view sql) const {
    Connection reader(temp_dir.path() / "a.db", database::Mode::kReadOnly);
    database::Statement rows = reader.prepare(sql);
    rows.step();
    return rows.integer(0);
  }
};

void spin_until(Clock::time_point time) {
  while (Clock::now() < time) {
  }
}

/// Starts a thread and returns when it waits for something.
std::jthread start_and_block(const std::function<void()>& action) {
  std::atomic<pid_t> id = 0;
  std::jthread thread([&id, action] {
    id = ::gettid();
    action();
  });
  char state = 'R';
  while (state != 'S') {
    std::ifstream stat("/proc/self/task/" + std::to_string(id) + "/stat");
    const std::string text{std::istreambuf_iterator<char>{stat}, {}};
    const std::size_t name_end = text.rfind(") ");
    if (name_end != std::string::npos) state = text[name_end + 2];
  }
  return thread;
}

/// The order in which steps ("s") and other work ("w") are done that both wait for a commit, which
/// takes at least until the steps have waited for `delay`.
struct Order {
  std::string text;
  Clock::duration steps_waited{};

  explicit Order(Clock::duration delay) {
    WriterFixture it;
    std::latch is_begun{1};
    std::latch may_end{1};
    std::jthread holder([&] {
      it.writer.commit([&](Connection& /*connection*/) {
        is_begun.count_down();
        may_end.wait();
      });
    });
    is_begun.wait();
    const auto begin = Clock::now();
    const std::jthread steps = start_and_block([&] {
      it.writer.commit_some([&](Connection& /*connection*/) {
        steps_waited = Clock::now() - begin;
        text += 's';
        return false;
      });
    });
    const std::jthread work = start_and_block(
        [&] { it.writer.commit([&](Connection& /*connection*/) { text += 'w'; }); });
    spin_until(begin + delay);
    may_end.count_down();
  }
};

}  // namespace

TEST_CASE("many steps are committed beside other work, and each call does some") {
  WriterFixture it;
  std::atomic<bool> is_good = true;
  constexpr std::int64_t kSteps = 2'000;
  constexpr std::int64_t kOthers = 200;
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < 2; ++i) {
      threads.emplace_back([&] {
        for (std::int64_t x = 0; x < kSteps && is_good;) {
          const std::int64_t before = x;
          it.writer.commit_some([&](Connection& connection) {
            WriterFixture::insert(connection, x);
            return ++x < kSteps;
          });
          const bool is_committed = it.query("SELECT count(*) FROM t WHERE x >= 0") >= x;
          if (x == before || !is_committed) is_good = false;
        }
      });
      threads.emplace_back([&it] {
        for (std::int64_t x = 0; x < kOthers; ++x)
          it.writer.commit([](Connection& connection) { WriterFixture::insert(connection, -1); });
      });
    }
  }
  CHECK(is_good);
  CHECK(it.query("SELECT count(*) FROM t WHERE x = -1") == 2 * kOthers);
  CHECK(it.query("SELECT sum(x) FROM t WHERE x >= 0") == kSteps * (kSteps - 1));
}

TEST_CASE("steps that take long get a transaction each") {
  WriterFixture it;
  int count = 0;
  it.writer.commit_some([&](Connection& /*connection*/) {
    ++count;
    spin_until(Clock::now() + 20ms);
    return true;
  });
  CHECK(count == 1);
}

TEST_CASE("a step that fails rolls back its transaction, and no other") {
  WriterFixture it;
  const auto insert = [](Connection& connection) {
    WriterFixture::insert(connection, 1);
    return false;
  };
  it.writer.commit_some(insert);
  CHECK_THROWS_AS(it.writer.commit_some([&](Connection& connection) -> bool {
    insert(connection);
    throw base::Error("no");
  }),
                  base::Error);
  it.writer.commit_some(insert);
  CHECK(it.query("SELECT count(*) FROM t") == 2);
}

TEST_CASE("other work goes before steps that wait longer") {
  Order order(0ms);
  for (int i = 0; order.steps_waited >= kPatience && i < 1'000; ++i) order = Order(0ms);
  REQUIRE(order.steps_waited < kPatience);  // else the machine is too slow
  CHECK(order.text == "ws");
}

TEST_CASE("steps that have lost their patience go before other work") {
  CHECK(Order(kPatience + 10ms).text == "sw");
}
