#include "auth/rate_limiter.h"

#include <arpa/inet.h>

#include <algorithm>
#include <cmath>
#include <utility>

namespace auth {
namespace {

using Nanoseconds = std::chrono::nanoseconds;

constexpr std::size_t kIpv6Bytes = 16;
constexpr std::size_t kIpv4Bytes = 4;

/// Rounded down, and limited so that adding it to a time does not overflow.
Nanoseconds clamp_nanoseconds(double nanoseconds) {
  constexpr double kThreeYears = 1e17;
  return Nanoseconds{static_cast<std::int64_t>(std::clamp(nanoseconds, 0.0, kThreeYears))};
}

/// The time in which a bucket regains one request.
Nanoseconds emission_interval(const RateLimiter::Rate& rate, double factor = 1) {
  return clamp_nanoseconds(1e9 / rate.per_second / factor);
}

/// "2001:db8:1::/48"
std::string format_network(in6_addr address, std::size_t bytes) {
  std::fill(std::begin(address.s6_addr) + bytes, std::end(address.s6_addr), std::uint8_t{0});
  char text[INET6_ADDRSTRLEN] = {};
  return std::string{::inet_ntop(AF_INET6, &address, text, sizeof text)} + "/" +
         std::to_string(8 * bytes);
}

/// Whether its last four bytes are an IPv4 address: ::ffff:0:0/96, or 64:ff9b::/96 of NAT64.
bool embeds_ipv4(const in6_addr& address) {
  constexpr std::array<std::uint8_t, kIpv6Bytes - kIpv4Bytes> kNat64{0x00, 0x64, 0xff, 0x9b};
  return IN6_IS_ADDR_V4MAPPED(&address) ||
         std::equal(kNat64.begin(), kNat64.end(), std::begin(address.s6_addr));
}

}  // namespace

RateLimitKey::RateLimitKey(std::string name_, std::vector<std::string> networks_)
    : name(std::move(name_)), networks(std::move(networks_)) {}

RateLimitKey RateLimitKey::prefixed(const std::string& prefix) const {
  RateLimitKey key{prefix + name};
  for (const std::string& network : networks) key.networks.push_back(prefix + network);
  return key;
}

const std::string& RateLimitKey::outermost() const {
  return networks.empty() ? name : networks.back();
}

RateLimitKey address_key(std::string_view address) {
  const std::string text{address};
  in6_addr bytes{};
  if (::inet_pton(AF_INET6, text.c_str(), &bytes) != 1) return RateLimitKey{text};
  if (embeds_ipv4(bytes)) {
    char ipv4[INET_ADDRSTRLEN] = {};
    return RateLimitKey{
        ::inet_ntop(AF_INET, std::end(bytes.s6_addr) - kIpv4Bytes, ipv4, sizeof ipv4)};
  }
  return RateLimitKey{format_network(bytes, 8),
                      {format_network(bytes, 6), format_network(bytes, 4)}};
}

RateLimiter::RateLimiter(Rate rate, std::size_t max_names)
    : is_limited_(rate.per_second > 0),
      fill_time_(
          clamp_nanoseconds(static_cast<double>(emission_interval(rate).count()) * rate.burst)),
      levels_{Level{emission_interval(rate), Buckets{max_names}},
              Level{emission_interval(rate, kNetworkFactor), Buckets{max_names}},
              Level{emission_interval(rate, kNetworkFactor * kNetworkFactor), Buckets{max_names}}} {
}

std::optional<std::chrono::seconds> RateLimiter::acquire_or_retry_after(const RateLimitKey& key,
                                                                        Clock::time_point now) {
  if (!is_limited_) return std::nullopt;
  const Nanoseconds time = now.time_since_epoch();
  const std::lock_guard hold(mutex_);
  std::array<Bucket, kLevels> charged;
  for (std::size_t i = 0; i <= key.networks.size(); ++i) {
    Level& level = levels_.at(i);
    charged.at(i) = bucket_of(level, name_of(key, i));
    Nanoseconds& full_at = charged.at(i).full_at;
    full_at = std::max(full_at, time) + level.interval;
    if (full_at - time <= fill_time_) continue;
    count_rejected(level, name_of(key, i), 1);
    return std::chrono::ceil<std::chrono::seconds>(full_at - time - fill_time_);
  }
  for (std::size_t i = 0; i <= key.networks.size(); ++i) {
    put(levels_.at(i), name_of(key, i), charged.at(i));
  }
  return std::nullopt;
}

void RateLimiter::refund(const RateLimitKey& key) {
  const std::lock_guard hold(mutex_);
  for (std::size_t i = 0; i <= key.networks.size(); ++i) {
    Level& level = levels_.at(i);
    const Bucket* known = level.buckets.find(name_of(key, i));
    if (known != nullptr) {
      put(level, name_of(key, i), {known->full_at - level.interval, known->rejected});
    }
  }
}

RateLimiter::Rejected RateLimiter::drain_rejected(const RateLimitKey& key) {
  const std::lock_guard hold(mutex_);
  Rejected rejected{.others = std::exchange(rejected_of_evicted_, 0)};
  for (std::size_t i = 0; i <= key.networks.size(); ++i) {
    const Bucket* known = levels_.at(i).buckets.find(name_of(key, i));
    if (known == nullptr || known->rejected == 0) continue;
    rejected.own += known->rejected;
    put(levels_.at(i), name_of(key, i), {known->full_at, 0});
  }
  return rejected;
}

void RateLimiter::restore_rejected(const RateLimitKey& key, const Rejected& rejected) {
  const std::lock_guard hold(mutex_);
  count_rejected(levels_.front(), key.name, rejected.own);
  rejected_of_evicted_ += rejected.others;
}

std::uint64_t RateLimiter::comparisons() const {
  const std::lock_guard hold(mutex_);
  std::uint64_t comparisons = 0;
  for (const Level& level : levels_) comparisons += level.buckets.comparisons();
  return comparisons;
}

const std::string& RateLimiter::name_of(const RateLimitKey& key, std::size_t level) {
  return level == 0 ? key.name : key.networks[level - 1];
}

/// The bucket of an unknown name is full; when no more names can be stored, it is the emptiest that
/// the name may have had.
RateLimiter::Bucket RateLimiter::bucket_of(const Level& level, const std::string& name) {
  if (const Bucket* known = level.buckets.find(name)) return *known;
  if (!level.buckets.is_full()) return {};
  return {.full_at = level.buckets.smallest().full_at};
}

void RateLimiter::put(Level& level, const std::string& name, const Bucket& bucket) {
  if (const auto evicted = level.buckets.put(name, bucket))
    rejected_of_evicted_ += evicted->rejected;
}

void RateLimiter::count_rejected(Level& level, const std::string& name, std::int64_t count) {
  if (const Bucket* known = level.buckets.find(name)) {
    put(level, name, {known->full_at, known->rejected + count});
  } else {
    rejected_of_evicted_ += count;
  }
}

}  // namespace auth
