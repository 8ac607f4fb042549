#include "source/driver/pool.h"

#include <atomic>
#include <latch>
#include <thread>

#include "base/error.h"
#include "support/catch.h"

using source::Pool;
using source::Session;

namespace {

/// A connection without a server.
class Nowhere final : public Session {
 public:
  explicit Nowhere(int& open) : open_(open) { ++open_; }
  ~Nowhere() override { --open_; }
  Nowhere(const Nowhere&) = delete;
  Nowhere& operator=(const Nowhere&) = delete;

  [[nodiscard]] const source::Dialect& dialect() const override { throw base::Error("nowhere"); }
  [[nodiscard]] std::unique_ptr<source::Cursor> open(const source::Query&, const Limits&) override {
    throw base::Error("nowhere");
  }
  [[nodiscard]] std::vector<source::ResultColumn> describe(const source::Query&,
                                                           const std::stop_token&) override {
    return {};
  }
  [[nodiscard]] bool is_reusable() override { return true; }

 private:
  int& open_;
};

std::shared_ptr<Pool> pool_of(std::size_t bound, int& open) {
  return std::make_shared<Pool>(
      bound, [&open](const std::stop_token&) { return std::make_unique<Nowhere>(open); });
}

}  // namespace

TEST_CASE("a pool reuses its connections and opens no more than its maximum") {
  int open = 0;
  const auto pool = pool_of(2, open);
  auto first = pool->acquire({});
  CHECK_FALSE(pool->is_exhausted());
  const auto second = pool->acquire({});
  CHECK(pool->is_exhausted());
  std::stop_source stop;
  stop.request_stop();
  CHECK_THROWS_AS(pool->acquire(stop.get_token()), base::Canceled);
  first.reset();
  CHECK_FALSE(pool->is_exhausted());
  first = pool->acquire({});
  CHECK(open == 2);
}

TEST_CASE("a pool closes connections that have been idle") {
  int open = 0;
  const auto pool = pool_of(2, open);
  pool->acquire({}).reset();
  pool->close_idle(std::chrono::hours{1});
  CHECK(open == 1);
  pool->close_idle(std::chrono::seconds{-1});
  CHECK(open == 0);
}

TEST_CASE("a failed connection releases its slot") {
  const auto pool = std::make_shared<Pool>(
      1, [](const std::stop_token&) -> std::unique_ptr<Session> { throw base::Error("down"); });
  for (int i = 0; i < 3; ++i) CHECK_THROWS_AS(pool->acquire({}), base::Error);
  CHECK_FALSE(pool->is_exhausted());
}

namespace {

using namespace std::chrono_literals;

/// A server that accepts a number of connections and one password.
struct Server {
  std::atomic<int> room = 1'000;
  std::atomic<int> open = 0;
  std::atomic<int> tries = 0;
  std::atomic<bool> is_good = true;
  std::string password = "right";  // that the pool logs in with
  std::atomic<std::int64_t> seconds = 0;

  std::shared_ptr<Pool> pool(std::size_t bound) {
    return std::make_shared<Pool>(
        bound,
        [this](const std::stop_token&) -> std::unique_ptr<Session> {
          ++tries;
          if (!is_good)
            throw source::LoginRefused("refused", base::Message{"source.login_refused"});
          int now = open;
          do {
            if (now >= room)
              throw source::ConnectionLimitReached("full", base::Message{"source.full"});
          } while (!open.compare_exchange_weak(now, now + 1));
          return std::make_unique<Counted>(open);
        },
        [this] { return password; },
        [this] { return Pool::Clock::time_point{std::chrono::seconds{seconds}}; });
  }

  class Counted final : public Session {
   public:
    explicit Counted(std::atomic<int>& open) : open_(open) {}  // counted already
    ~Counted() override { --open_; }
    Counted(const Counted&) = delete;
    Counted& operator=(const Counted&) = delete;
    [[nodiscard]] const source::Dialect& dialect() const override { throw base::Error("nowhere"); }
    [[nodiscard]] std::unique_ptr<source::Cursor> open(const source::Query&,
                                                       const Limits&) override {
      throw base::Error("nowhere");
    }
    [[nodiscard]] std::vector<source::ResultColumn> describe(const source::Query&,
                                                             const std::stop_token&) override {
      return {};
    }
    [[nodiscard]] bool is_reusable() override { return true; }

   private:
    std::atomic<int>& open_;
  };
};

}  // namespace

TEST_CASE("where the server has room for two connections, twenty jobs take turns with them") {
  Server server;
  server.room = 2;
  const auto pool = server.pool(8);
  std::atomic<int> done = 0;
  std::atomic<int> max_open = 0;
  {
    std::vector<std::jthread> jobs;
    for (int i = 0; i < 20; ++i) {
      jobs.emplace_back([&] {
        const auto session = pool->acquire({});
        max_open = std::max<int>(max_open, server.open);
        std::this_thread::yield();
        ++done;
      });
    }
  }
  CHECK(done == 20);
  CHECK(max_open <= 2);
  CHECK(server.tries <= 20);
}

TEST_CASE("a pool whose server had no room tries one more connection after a while") {
  Server server;
  server.room = 1;
  const auto pool = server.pool(4);
  auto first = pool->acquire({});
  CHECK_FALSE(pool->is_exhausted());
  std::stop_source stop;
  std::jthread waiting([&] { CHECK_THROWS_AS(pool->acquire(stop.get_token()), base::Canceled); });
  while (!pool->is_exhausted())
    std::this_thread::yield();  // the limit is the number of its connections
  stop.request_stop();
  waiting.join();
  CHECK(server.tries == 2);
  server.room = 4;
  server.seconds += 2 * Pool::kRaiseInterval.count();
  const auto second = pool->acquire({});
  CHECK(server.open == 2);
  server.seconds += 10 * Pool::kRaiseInterval.count();
  const auto third = pool->acquire({});
  const auto fourth = pool->acquire({});
  CHECK(pool->is_exhausted());
}

TEST_CASE("a server without room for a pool's first connection is unavailable") {
  Server server;
  server.room = 0;
  const auto pool = server.pool(4);
  CHECK_THROWS_AS(pool->acquire({}), base::Unavailable);
  CHECK_FALSE(pool->is_exhausted());
  server.room = 1;
  CHECK(pool->acquire({}) != nullptr);
}

TEST_CASE("a login that was refused is not tried again for a minute, unless its secrets change") {
  Server server;
  server.is_good = false;
  const auto pool = server.pool(4);
  for (int i = 0; i < 5; ++i) CHECK_THROWS_AS(pool->acquire({}), source::LoginRefused);
  CHECK(server.tries == 1);
  CHECK(pool->is_login_refused());
  server.seconds += Pool::kLoginPause.count();
  CHECK_THROWS_AS(pool->acquire({}), source::LoginRefused);
  CHECK(server.tries == 2);
  server.password = "another";
  CHECK_FALSE(pool->is_login_refused());
  server.is_good = true;
  CHECK(pool->acquire({}) != nullptr);
  CHECK_FALSE(pool->is_login_refused());
  server.is_good = false;  // open connections are not asked again
  CHECK(pool->acquire({}) != nullptr);
}

TEST_CASE("when many jobs start at once with a wrong password, the server sees one login") {
  Server server;
  server.is_good = false;
  const auto pool = server.pool(8);
  std::latch start(20);
  std::atomic<int> refused = 0;
  {
    std::vector<std::jthread> jobs;
    for (int i = 0; i < 20; ++i) {
      jobs.emplace_back([&] {
        start.arrive_and_wait();
        try {
          static_cast<void>(pool->acquire({}));
        } catch (const source::LoginRefused&) {
          ++refused;
        }
      });
    }
  }
  CHECK(refused == 20);
  CHECK(server.tries == 1);
}
