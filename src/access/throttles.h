#pragma once

#include "access/throttle.h"

namespace access_control {

/// How often callers may ask; networks of IPv6 may as Throttle says. The defaults bound what one
/// of them can take from the others, and are far above what an application asks for.
struct Rates {
  Throttle::Rate address{2'000, 20'000};  // requests of an address, but those with a valid key
  Throttle::Rate key{1'000, 10'000};      // requests with a key
  Throttle::Rate strangers{1, 100};       // requests of an address without a valid key
};

/// Who has asked how often. Any thread.
struct Throttles {
  explicit Throttles(const Rates& rates)
      : addresses(rates.address), keys(rates.key), strangers(rates.strangers) {}

  Throttle addresses;
  Throttle keys;
  Throttle strangers;
  Throttle noted_strangers{{1.0 / 60, 5}};  // of an address or a key, in the audit
  Throttle noted_downloads{{1, 60}};        // of a file by an address, there too
};

}  // namespace access_control
