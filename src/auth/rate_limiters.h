#pragma once

#include "auth/rate_limiter.h"

namespace auth {

/// How often callers may ask; networks of IPv6 may as RateLimiter says. The defaults bound what one
/// of them can take from the others, and are far above what an application asks for.
struct Rates {
  RateLimiter::Rate address{2'000, 20'000};   // requests of an address, but those with a valid key
  RateLimiter::Rate key{1'000, 10'000};       // requests with a key
  RateLimiter::Rate unauthenticated{1, 100};  // requests of an address without a valid key
};

/// Who has asked how often. Any thread.
struct RateLimiters {
  explicit RateLimiters(const Rates& rates)
      : addresses(rates.address), keys(rates.key), unauthenticated(rates.unauthenticated) {}

  RateLimiter addresses;
  RateLimiter keys;
  RateLimiter unauthenticated;
  RateLimiter audited_unauthenticated{{1.0 / 60, 5}};  // of an address or a key, in the audit
  RateLimiter audited_downloads{{1, 60}};              // of a file by an address, there too
};

}  // namespace auth
