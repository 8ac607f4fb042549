#pragma once

#include "auth/rate_limiter.h"

namespace auth {

/// How often clients may send requests; IPv6 networks as RateLimiter says. The defaults keep one
/// client from slowing down the others, and are far above what an application needs.
struct Rates {
  RateLimiter::Rate address{2'000, 20'000};   // requests of an address, except with a valid key
  RateLimiter::Rate key{1'000, 10'000};       // requests with a key
  RateLimiter::Rate unauthenticated{1, 100};  // requests of an address without a valid key
};

/// The rate limiters of the server, which owns them. Thread-safe.
struct RateLimiters {
  explicit RateLimiters(const Rates& rates)
      : addresses(rates.address), keys(rates.key), unauthenticated(rates.unauthenticated) {}

  RateLimiter addresses;
  RateLimiter keys;
  RateLimiter unauthenticated;
  RateLimiter audited_unauthenticated{{1.0 / 60, 5}};  // audit entries of an address or a key
  RateLimiter audited_downloads{{1, 60}};              // audit entries of a file and an address
};

}  // namespace auth
