#include "auth/rate_limiter.h"

#include <algorithm>

#include "auth/rate_limiters.h"
#include "support/catch.h"

using auth::address_key;
using auth::RateLimiter;
using auth::RateLimitKey;
using namespace std::chrono_literals;

namespace {

const RateLimitKey kA{"a"};
const RateLimitKey kB{"b"};

/// An address in the /64 of this number, all in the same /48.
RateLimitKey ipv6(int number) {
  std::array<char, 64> text{};
  std::snprintf(text.data(), text.size(), "2001:db8:7:%x::1", static_cast<unsigned>(number));
  return address_key(text.data());
}

/// A name of this number, without any network.
RateLimitKey isolated_key(int number) { return RateLimitKey{"name " + std::to_string(number)}; }

/// How many of the keys from `begin` to `end` are accepted.
int granted(RateLimiter& limiter, RateLimiter::Clock::time_point now, int begin, int end,
            RateLimitKey (*key)(int)) {
  int granted = 0;
  for (int i = begin; i < end; ++i) granted += limiter.acquire_or_retry_after(key(i), now) ? 0 : 1;
  return granted;
}

}  // namespace

TEST_CASE("a burst is allowed at once, then a rate per second") {
  RateLimiter limiter{{.per_second = 2, .burst = 3}};
  const auto begin = RateLimiter::Clock::now();
  for (int i = 0; i < 3; ++i) CHECK_FALSE(limiter.acquire_or_retry_after(kA, begin));
  CHECK(limiter.acquire_or_retry_after(kA, begin) == 1s);
  CHECK_FALSE(limiter.acquire_or_retry_after(kB, begin));  // another name has its own bucket
  CHECK_FALSE(limiter.acquire_or_retry_after(kA, begin + 500ms));
  CHECK(limiter.acquire_or_retry_after(kA, begin + 500ms));
  for (int i = 0; i < 3; ++i) CHECK_FALSE(limiter.acquire_or_retry_after(kA, begin + 1h));
  CHECK(limiter.acquire_or_retry_after(kA, begin + 1h));
}

TEST_CASE("the time to wait is returned, however long, and a rate of 0 limits nothing") {
  RateLimiter slow{{.per_second = 1.0 / 60, .burst = 1}};
  const auto begin = RateLimiter::Clock::now();
  CHECK_FALSE(slow.acquire_or_retry_after(kA, begin));
  CHECK(slow.acquire_or_retry_after(kA, begin) == 60s);
  CHECK(slow.acquire_or_retry_after(kA, begin + 30s) == 30s);
  RateLimiter none{{}};
  for (int i = 0; i < 1000; ++i) CHECK_FALSE(none.acquire_or_retry_after(kA, begin));
}

TEST_CASE("a counted request is refunded, and rejections are returned once") {
  RateLimiter limiter{{.per_second = 0.001, .burst = 2}};
  const auto begin = RateLimiter::Clock::now();
  for (int i = 0; i < 5; ++i) {
    CHECK_FALSE(limiter.acquire_or_retry_after(kA, begin));
    limiter.refund(kA);
  }
  limiter.refund(kB);
  for (int i = 0; i < 2; ++i) CHECK_FALSE(limiter.acquire_or_retry_after(kA, begin));
  CHECK(limiter.drain_rejected(kA).own == 0);
  for (int i = 0; i < 3; ++i) CHECK(limiter.acquire_or_retry_after(kA, begin));
  CHECK(limiter.drain_rejected(kA).own == 3);
  CHECK(limiter.drain_rejected(kA).own == 0);
  CHECK(limiter.drain_rejected(kB).own == 0);
}

TEST_CASE("a flood of names takes bounded memory, and names in use stay stored") {
  RateLimiter limiter{{.per_second = 1, .burst = 1}};
  const auto begin = RateLimiter::Clock::now();
  for (int i = 0; i < 100'000; ++i) {
    static_cast<void>(
        limiter.acquire_or_retry_after(RateLimitKey{std::to_string(i)}, begin + i * 1ms));
  }
  CHECK_FALSE(limiter.acquire_or_retry_after(kA, begin + 100s));
  CHECK(limiter.acquire_or_retry_after(kA, begin + 100s) == 1s);
}

TEST_CASE("an IPv6 client is counted by its network, and by the networks that contain it") {
  const RateLimitKey key = address_key("2001:db8:1:2:3:4:5:6");
  CHECK(key.name == "2001:db8:1:2::/64");
  CHECK(key.networks == std::vector<std::string>{"2001:db8:1::/48", "2001:db8::/32"});
  CHECK(key.outermost() == "2001:db8::/32");
  CHECK(address_key("2001:db8:1:2::1").name == key.name);
  CHECK(address_key("2001:db8:1:3::1").name != key.name);
  CHECK(address_key("2001:db8:1:3::1").networks == key.networks);
  const RateLimitKey part = key.prefixed("job ");
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

TEST_CASE("the networks of an IPv6 client have higher limits, but are limited") {
  RateLimiter limiter{{.per_second = 1, .burst = 5}};
  const auto begin = RateLimiter::Clock::now();
  for (int i = 0; i < 5; ++i) CHECK_FALSE(limiter.acquire_or_retry_after(ipv6(0), begin));
  CHECK(limiter.acquire_or_retry_after(ipv6(0), begin) == 1s);
  // A burst of 5 for each of 65,536 would be 327,680.
  int all = 5;
  for (int i = 0; i < 0x10000; ++i) all += granted(limiter, begin, i, i + 1, ipv6);
  CHECK(all == 5 * RateLimiter::kNetworkFactor);
  CHECK(limiter.acquire_or_retry_after(ipv6(1), begin));
  CHECK_FALSE(limiter.acquire_or_retry_after(address_key("2001:db8:8::1"), begin));  // its neighbor
  CHECK(granted(limiter, begin + 1s, 0, 0x10000, ipv6) == RateLimiter::kNetworkFactor);

  int of_the_32 = 0;
  RateLimiter fresh{{.per_second = 1, .burst = 5}};
  for (int i = 0; i < 0x10000; ++i) {
    std::array<char, 64> text{};
    std::snprintf(text.data(), text.size(), "2001:db8:%x::1", static_cast<unsigned>(i));
    for (int again = 0; again < 2; ++again) {
      of_the_32 += fresh.acquire_or_retry_after(address_key(text.data()), begin) ? 0 : 1;
    }
  }
  CHECK(of_the_32 == 5 * RateLimiter::kNetworkFactor * RateLimiter::kNetworkFactor);
}

TEST_CASE("no flood of names clears the debt of a name, from one network or from many") {
  RateLimiter limiter{{.per_second = 1.0 / 60, .burst = 5}};
  const auto begin = RateLimiter::Clock::now();
  for (const RateLimitKey& key : {kA, ipv6(0)}) {
    for (int i = 0; i < 5; ++i) CHECK_FALSE(limiter.acquire_or_retry_after(key, begin));
    CHECK(limiter.acquire_or_retry_after(key, begin) == 60s);
  }
  granted(limiter, begin, 0, 0x10000, ipv6);
  CHECK(limiter.acquire_or_retry_after(kA, begin) == 60s);
  CHECK(limiter.acquire_or_retry_after(ipv6(0), begin));
  // More than can be stored, each with one request.
  granted(limiter, begin, 0, 200'000, isolated_key);
  CHECK(limiter.acquire_or_retry_after(kA, begin) == 60s);
  CHECK(limiter.acquire_or_retry_after(ipv6(0), begin));
}

TEST_CASE("all names together get no more than the stored names could") {
  constexpr int kNames = 100;
  RateLimiter limiter{{.per_second = 1, .burst = 5}, kNames};
  const auto begin = RateLimiter::Clock::now();
  int all = 0;
  for (int again = 0; again < 5; ++again)
    all += granted(limiter, begin, 0, 10 * kNames, isolated_key);
  CHECK(all <= 5 * kNames);
  CHECK(all >= kNames);
  CHECK(limiter.acquire_or_retry_after(isolated_key(-1), begin));
  // With time, each gets its requests.
  CHECK(granted(limiter, begin + 5s, 0, kNames, isolated_key) == kNames);
  CHECK_FALSE(limiter.acquire_or_retry_after(isolated_key(-1), begin + 10s));
}

TEST_CASE("a rejection is counted once, also when its name is evicted") {
  constexpr int kNames = 50;
  RateLimiter limiter{{.per_second = 1, .burst = 2}, kNames};
  const auto begin = RateLimiter::Clock::now();
  std::int64_t refused = 0;
  std::int64_t told = 0;
  for (int i = 0; i < 20'000; ++i) {
    const auto now = begin + i * 1ms;
    const RateLimitKey key = i % 3 == 0 ? ipv6(i * 7 % 97) : isolated_key(i * 7919 % 151);
    refused += limiter.acquire_or_retry_after(key, now) ? 1 : 0;
    if (i % 11 != 0) continue;
    const RateLimiter::Rejected some = limiter.drain_rejected(key);
    told += some.own + some.others;
    if (i % 22 != 0) continue;
    limiter.restore_rejected(key, some);
    told -= some.own + some.others;
  }
  for (int i = 0; i < 151; ++i) {
    for (const RateLimitKey& key : {ipv6(i), isolated_key(i)}) {
      const RateLimiter::Rejected some = limiter.drain_rejected(key);
      told += some.own + some.others;
    }
  }
  CHECK(refused > 1'000);
  CHECK(told == refused);
}

TEST_CASE("a call does not cost more when the memory is full of names in use") {
  RateLimiter limiter{{.per_second = 1.0 / 60, .burst = 5}};
  const auto begin = RateLimiter::Clock::now();
  constexpr int kNames = static_cast<int>(RateLimiter::kMaxNames);
  for (int again = 0; again < 2; ++again) {
    granted(limiter, begin, 0, kNames, isolated_key);
    granted(limiter, begin, 0, kNames / 4, ipv6);
  }
  std::uint64_t largest = 0;
  const auto costs = [&](const auto& call) {
    const std::uint64_t before = limiter.comparisons();
    call();
    largest = std::max(largest, limiter.comparisons() - before);
  };
  for (int i = 0; i < 2'000; ++i) {
    // New, known and rejected names, and the end of their debts.
    for (const RateLimitKey& key :
         {isolated_key(kNames + i), isolated_key(i), ipv6(i), ipv6(20'000 + i), kA}) {
      const auto now = begin + i * 1s;
      costs([&] { static_cast<void>(limiter.acquire_or_retry_after(key, now)); });
      costs([&] { static_cast<void>(limiter.drain_rejected(key)); });
      costs([&] { limiter.restore_rejected(key, {1, 1}); });
      if (i % 2 == 0) costs([&] { limiter.refund(key); });
    }
  }
  CHECK(largest > 15);   // comparisons are counted
  CHECK(largest < 300);  // of 20,000 names
}
