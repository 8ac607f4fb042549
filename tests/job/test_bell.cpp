#include <atomic>
#include <thread>

#include "support/catch.h"
#include "job/bell.h"

using namespace std::chrono_literals;

TEST_CASE("a ring between looking and waiting is not missed") {
  job::Bell bell;
  const std::uint64_t seen = bell.rings();
  bell.ring();
  CHECK(bell.wait(seen, {}));
}

TEST_CASE("everyone who waits hears the bell") {
  job::Bell bell;
  std::atomic<int> heard = 0;
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < 4; ++i) {
      threads.emplace_back([&] {
        if (bell.wait(0, {})) ++heard;
      });
    }
    bell.ring();
  }
  CHECK(heard == 4);
}

TEST_CASE("a waiting one leaves when it is stopped, or at its deadline") {
  job::Bell bell;
  std::atomic<bool> rang = true;
  {
    std::jthread waiting([&](const std::stop_token& stop) { rang = bell.wait(0, stop); });
  }
  CHECK_FALSE(rang);
  CHECK_FALSE(bell.wait_until(0, std::chrono::steady_clock::now() + 1ms, {}));
}
