#include <atomic>
#include <thread>

#include "support/catch.h"
#include "job/event_count.h"

using namespace std::chrono_literals;

TEST_CASE("a notification between looking and waiting is not missed") {
  job::EventCount event;
  const std::uint64_t seen = event.version();
  event.notify_all();
  CHECK(event.wait(seen, {}));
}

TEST_CASE("all waiting threads are notified") {
  job::EventCount event;
  std::atomic<int> notified = 0;
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < 4; ++i) {
      threads.emplace_back([&] {
        if (event.wait(0, {})) ++notified;
      });
    }
    event.notify_all();
  }
  CHECK(notified == 4);
}

TEST_CASE("a wait ends when it is stopped, or at its deadline") {
  job::EventCount event;
  std::atomic<bool> notified = true;
  {
    std::jthread waiting([&](const std::stop_token& stop) { notified = event.wait(0, stop); });
  }
  CHECK_FALSE(notified);
  CHECK_FALSE(event.wait_until(0, std::chrono::steady_clock::now() + 1ms, {}));
}
