#include "access/throttle.h"
#include "catch.h"

using access_control::Throttle;
using namespace std::chrono_literals;

TEST_CASE("so many at once, and so many a second from then on") {
  Throttle throttle{{.per_second = 2, .at_once = 3}};
  const auto begin = Throttle::Clock::now();
  for (int i = 0; i < 3; ++i) CHECK_FALSE(throttle.take("a", begin));
  CHECK(throttle.take("a", begin) == 1s);
  CHECK_FALSE(throttle.take("b", begin));  // another has its own
  CHECK_FALSE(throttle.take("a", begin + 500ms));
  CHECK(throttle.take("a", begin + 500ms));
  for (int i = 0; i < 3; ++i) CHECK_FALSE(throttle.take("a", begin + 1h));
  CHECK(throttle.take("a", begin + 1h));
}

TEST_CASE("who must wait long is told so, and a rate of none bounds nobody") {
  Throttle slow{{.per_second = 1.0 / 60, .at_once = 1}};
  const auto begin = Throttle::Clock::now();
  CHECK_FALSE(slow.take("a", begin));
  CHECK(slow.take("a", begin) == 60s);
  CHECK(slow.take("a", begin + 30s) == 30s);
  Throttle none{{}};
  for (int i = 0; i < 1000; ++i) CHECK_FALSE(none.take("a", begin));
}

TEST_CASE("what was counted is given back, and what was too many is told once") {
  Throttle throttle{{.per_second = 0.001, .at_once = 2}};
  const auto begin = Throttle::Clock::now();
  for (int i = 0; i < 5; ++i) {
    CHECK_FALSE(throttle.take("a", begin));
    throttle.give_back("a");
  }
  throttle.give_back("b");
  for (int i = 0; i < 2; ++i) CHECK_FALSE(throttle.take("a", begin));
  CHECK(throttle.take_refused("a") == 0);
  for (int i = 0; i < 3; ++i) CHECK(throttle.take("a", begin));
  CHECK(throttle.take_refused("a") == 3);
  CHECK(throttle.take_refused("a") == 0);
  CHECK(throttle.take_refused("b") == 0);
}

TEST_CASE("a flood of names takes a bounded memory, and those in use are remembered") {
  Throttle throttle{{.per_second = 1, .at_once = 1}};
  const auto begin = Throttle::Clock::now();
  for (int i = 0; i < 100'000; ++i) {
    static_cast<void>(throttle.take(std::to_string(i), begin + i * 1ms));
  }
  CHECK_FALSE(throttle.take("a", begin + 100s));
  CHECK(throttle.take("a", begin + 100s) == 1s);
}

TEST_CASE("an IPv6 client is counted by its network") {
  using access_control::counted;
  CHECK(counted("2001:db8:1:2:3:4:5:6") == counted("2001:db8:1:2::1"));
  CHECK(counted("2001:db8:1:2::1") != counted("2001:db8:1:3::1"));
  CHECK(counted("192.0.2.7") == "192.0.2.7");
  CHECK(counted("::ffff:192.0.2.7") == "192.0.2.7");
  CHECK(counted("unknown") == "unknown");
}
