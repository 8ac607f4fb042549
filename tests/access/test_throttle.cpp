#include "access/throttle.h"

#include <algorithm>

#include "access/throttles.h"
#include "support/catch.h"

using access_control::address_key;
using access_control::Throttle;
using access_control::ThrottleKey;
using namespace std::chrono_literals;

namespace {

const ThrottleKey kA{"a"};
const ThrottleKey kB{"b"};

/// One of the /64 of a /48.
ThrottleKey ipv6(int number) {
  std::array<char, 64> text{};
  std::snprintf(text.data(), text.size(), "2001:db8:7:%x::1", static_cast<unsigned>(number));
  return address_key(text.data());
}

/// One of many, none of which has a network with another.
ThrottleKey stranger(int number) { return ThrottleKey{"stranger " + std::to_string(number)}; }

/// How many of them are not refused.
int granted(Throttle& throttle, Throttle::Clock::time_point now, int begin, int end,
            ThrottleKey (*key)(int)) {
  int granted = 0;
  for (int i = begin; i < end; ++i) granted += throttle.take(key(i), now) ? 0 : 1;
  return granted;
}

}  // namespace

TEST_CASE("so many at once, and so many a second from then on") {
  Throttle throttle{{.per_second = 2, .at_once = 3}};
  const auto begin = Throttle::Clock::now();
  for (int i = 0; i < 3; ++i) CHECK_FALSE(throttle.take(kA, begin));
  CHECK(throttle.take(kA, begin) == 1s);
  CHECK_FALSE(throttle.take(kB, begin));  // another has its own
  CHECK_FALSE(throttle.take(kA, begin + 500ms));
  CHECK(throttle.take(kA, begin + 500ms));
  for (int i = 0; i < 3; ++i) CHECK_FALSE(throttle.take(kA, begin + 1h));
  CHECK(throttle.take(kA, begin + 1h));
}

TEST_CASE("who must wait long is told so, and a rate of none bounds nobody") {
  Throttle slow{{.per_second = 1.0 / 60, .at_once = 1}};
  const auto begin = Throttle::Clock::now();
  CHECK_FALSE(slow.take(kA, begin));
  CHECK(slow.take(kA, begin) == 60s);
  CHECK(slow.take(kA, begin + 30s) == 30s);
  Throttle none{{}};
  for (int i = 0; i < 1000; ++i) CHECK_FALSE(none.take(kA, begin));
}

TEST_CASE("what was counted is given back, and what was too many is told once") {
  Throttle throttle{{.per_second = 0.001, .at_once = 2}};
  const auto begin = Throttle::Clock::now();
  for (int i = 0; i < 5; ++i) {
    CHECK_FALSE(throttle.take(kA, begin));
    throttle.give_back(kA);
  }
  throttle.give_back(kB);
  for (int i = 0; i < 2; ++i) CHECK_FALSE(throttle.take(kA, begin));
  CHECK(throttle.take_refused(kA).own == 0);
  for (int i = 0; i < 3; ++i) CHECK(throttle.take(kA, begin));
  CHECK(throttle.take_refused(kA).own == 3);
  CHECK(throttle.take_refused(kA).own == 0);
  CHECK(throttle.take_refused(kB).own == 0);
}

TEST_CASE("a flood of names takes a bounded memory, and those in use are remembered") {
  Throttle throttle{{.per_second = 1, .at_once = 1}};
  const auto begin = Throttle::Clock::now();
  for (int i = 0; i < 100'000; ++i) {
    static_cast<void>(throttle.take(ThrottleKey{std::to_string(i)}, begin + i * 1ms));
  }
  CHECK_FALSE(throttle.take(kA, begin + 100s));
  CHECK(throttle.take(kA, begin + 100s) == 1s);
}

TEST_CASE("an IPv6 client is counted by its network, and so are those around it") {
  const ThrottleKey key = address_key("2001:db8:1:2:3:4:5:6");
  CHECK(key.name == "2001:db8:1:2::/64");
  CHECK(key.networks == std::vector<std::string>{"2001:db8:1::/48", "2001:db8::/32"});
  CHECK(key.outermost() == "2001:db8::/32");
  CHECK(address_key("2001:db8:1:2::1").name == key.name);
  CHECK(address_key("2001:db8:1:3::1").name != key.name);
  CHECK(address_key("2001:db8:1:3::1").networks == key.networks);
  const ThrottleKey part = key.prefixed("job ");
  CHECK(part.name == "job 2001:db8:1:2::/64");
  CHECK(part.networks == std::vector<std::string>{"job 2001:db8:1::/48", "job 2001:db8::/32"});
  for (const char* ipv4 : {"192.0.2.7", "::ffff:192.0.2.7", "64:ff9b::192.0.2.7"}) {
    CAPTURE(ipv4);
    CHECK(address_key(ipv4).name == "192.0.2.7");
    CHECK(address_key(ipv4).networks.empty());
    CHECK(address_key(ipv4).outermost() == "192.0.2.7");
  }
  CHECK(address_key("unknown").name == "unknown");
}

TEST_CASE("the networks of an IPv6 client may do more than it, but not without bound") {
  Throttle throttle{{.per_second = 1, .at_once = 5}};
  const auto begin = Throttle::Clock::now();
  for (int i = 0; i < 5; ++i) CHECK_FALSE(throttle.take(ipv6(0), begin));
  CHECK(throttle.take(ipv6(0), begin) == 1s);
  // 5 at once of each of 65,536 would be 327,680.
  int all = 5;
  for (int i = 0; i < 0x10000; ++i) all += granted(throttle, begin, i, i + 1, ipv6);
  CHECK(all == 5 * Throttle::kNetworkFactor);
  CHECK(throttle.take(ipv6(1), begin));
  CHECK_FALSE(throttle.take(address_key("2001:db8:8::1"), begin));  // its neighbour
  CHECK(granted(throttle, begin + 1s, 0, 0x10000, ipv6) == Throttle::kNetworkFactor);

  int of_the_32 = 0;
  Throttle fresh{{.per_second = 1, .at_once = 5}};
  for (int i = 0; i < 0x10000; ++i) {
    std::array<char, 64> text{};
    std::snprintf(text.data(), text.size(), "2001:db8:%x::1", static_cast<unsigned>(i));
    for (int again = 0; again < 2; ++again) {
      of_the_32 += fresh.take(address_key(text.data()), begin) ? 0 : 1;
    }
  }
  CHECK(of_the_32 == 5 * Throttle::kNetworkFactor * Throttle::kNetworkFactor);
}

TEST_CASE("no flood of names takes a debt off a name, be it of one network or of everybody") {
  Throttle throttle{{.per_second = 1.0 / 60, .at_once = 5}};
  const auto begin = Throttle::Clock::now();
  for (const ThrottleKey& key : {kA, ipv6(0)}) {
    for (int i = 0; i < 5; ++i) CHECK_FALSE(throttle.take(key, begin));
    CHECK(throttle.take(key, begin) == 60s);
  }
  granted(throttle, begin, 0, 0x10000, ipv6);
  CHECK(throttle.take(kA, begin) == 60s);
  CHECK(throttle.take(ipv6(0), begin));
  // As many as no memory holds, each with one.
  granted(throttle, begin, 0, 200'000, stranger);
  CHECK(throttle.take(kA, begin) == 60s);
  CHECK(throttle.take(ipv6(0), begin));
}

TEST_CASE("all names together get no more than those that are remembered could") {
  constexpr int kNames = 100;
  Throttle throttle{{.per_second = 1, .at_once = 5}, kNames};
  const auto begin = Throttle::Clock::now();
  int all = 0;
  for (int again = 0; again < 5; ++again) all += granted(throttle, begin, 0, 10 * kNames, stranger);
  CHECK(all <= 5 * kNames);
  CHECK(all >= kNames);
  CHECK(throttle.take(stranger(-1), begin));
  // In time everybody gets theirs.
  CHECK(granted(throttle, begin + 5s, 0, kNames, stranger) == kNames);
  CHECK_FALSE(throttle.take(stranger(-1), begin + 10s));
}

TEST_CASE("what is refused is counted once, also where its name is forgotten") {
  constexpr int kNames = 50;
  Throttle throttle{{.per_second = 1, .at_once = 2}, kNames};
  const auto begin = Throttle::Clock::now();
  std::int64_t refused = 0;
  std::int64_t told = 0;
  for (int i = 0; i < 20'000; ++i) {
    const auto now = begin + i * 1ms;
    const ThrottleKey key = i % 3 == 0 ? ipv6(i * 7 % 97) : stranger(i * 7919 % 151);
    refused += throttle.take(key, now) ? 1 : 0;
    if (i % 11 != 0) continue;
    const Throttle::Refused some = throttle.take_refused(key);
    told += some.own + some.others;
    if (i % 22 != 0) continue;
    throttle.add_refused(key, some);
    told -= some.own + some.others;
  }
  for (int i = 0; i < 151; ++i) {
    for (const ThrottleKey& key : {ipv6(i), stranger(i)}) {
      const Throttle::Refused some = throttle.take_refused(key);
      told += some.own + some.others;
    }
  }
  CHECK(refused > 1'000);
  CHECK(told == refused);
}

TEST_CASE("a call costs no more when the memory is full of names that are in use") {
  Throttle throttle{{.per_second = 1.0 / 60, .at_once = 5}};
  const auto begin = Throttle::Clock::now();
  constexpr int kNames = static_cast<int>(Throttle::kMaxNames);
  for (int again = 0; again < 2; ++again) {
    granted(throttle, begin, 0, kNames, stranger);
    granted(throttle, begin, 0, kNames / 4, ipv6);
  }
  std::uint64_t largest = 0;
  const auto costs = [&](const auto& call) {
    const std::uint64_t before = throttle.comparisons();
    call();
    largest = std::max(largest, throttle.comparisons() - before);
  };
  for (int i = 0; i < 2'000; ++i) {
    // New ones, known ones, ones that are refused, and the end of their debts.
    for (const ThrottleKey& key :
         {stranger(kNames + i), stranger(i), ipv6(i), ipv6(20'000 + i), kA}) {
      const auto now = begin + i * 1s;
      costs([&] { static_cast<void>(throttle.take(key, now)); });
      costs([&] { static_cast<void>(throttle.take_refused(key)); });
      costs([&] { throttle.add_refused(key, {1, 1}); });
      if (i % 2 == 0) costs([&] { throttle.give_back(key); });
    }
  }
  CHECK(largest > 15);   // it counts
  CHECK(largest < 300);  // of 20,000 names
}
