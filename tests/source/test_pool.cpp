#include "source/pool.h"

#include "base/error.h"
#include "catch.h"

using source::Pool;
using source::Session;

namespace {

/// A connection that leads nowhere.
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

TEST_CASE("a pool lends its connections again, and no more than it may have") {
  int open = 0;
  const auto pool = pool_of(2, open);
  auto first = pool->lend({});
  CHECK_FALSE(pool->is_exhausted());
  const auto second = pool->lend({});
  CHECK(pool->is_exhausted());
  std::stop_source stop;
  stop.request_stop();
  CHECK_THROWS_AS(pool->lend(stop.get_token()), base::Stopped);
  first.reset();
  CHECK_FALSE(pool->is_exhausted());
  first = pool->lend({});
  CHECK(open == 2);
}

TEST_CASE("a pool closes what nobody wants any more") {
  int open = 0;
  const auto pool = pool_of(2, open);
  pool->lend({}).reset();
  pool->close_idle(std::chrono::hours{1});
  CHECK(open == 1);
  pool->close_idle(std::chrono::seconds{-1});
  CHECK(open == 0);
}

TEST_CASE("a connection that is not made frees its place") {
  const auto pool = std::make_shared<Pool>(
      1, [](const std::stop_token&) -> std::unique_ptr<Session> { throw base::Error("down"); });
  for (int i = 0; i < 3; ++i) CHECK_THROWS_AS(pool->lend({}), base::Error);
  CHECK_FALSE(pool->is_exhausted());
}
