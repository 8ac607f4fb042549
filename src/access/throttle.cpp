#include "access/throttle.h"

#include <arpa/inet.h>

#include <algorithm>
#include <cmath>

namespace access_control {
namespace {

constexpr std::size_t kMostNames = 20'000;

}  // namespace

std::optional<std::chrono::seconds> Throttle::take(std::string_view name, Clock::time_point now) {
  if (rate_.per_second <= 0) return std::nullopt;
  const std::lock_guard hold(mutex_);
  if (buckets_.size() >= kMostNames) forget_full_ones(now);
  Bucket& bucket =
      buckets_.try_emplace(std::string{name}, Bucket{rate_.at_once, now}).first->second;
  bucket = {refilled(bucket, now), now};
  if (bucket.left >= 1) {
    bucket.left -= 1;
    return std::nullopt;
  }
  const double wait = std::ceil((1 - bucket.left) / rate_.per_second);
  return std::chrono::seconds{static_cast<std::int64_t>(wait)};
}

double Throttle::refilled(const Bucket& bucket, Clock::time_point now) const {
  const std::chrono::duration<double> time = now - bucket.at;
  return std::min(rate_.at_once, bucket.left + time.count() * rate_.per_second);
}

/// Who is not there has a full bucket. Where all of so many are in use, they begin anew: a bound on
/// memory comes before a bound on anybody.
void Throttle::forget_full_ones(Clock::time_point now) {
  std::erase_if(buckets_,
                [&](const auto& entry) { return refilled(entry.second, now) >= rate_.at_once; });
  if (buckets_.size() >= kMostNames) buckets_.clear();
}

std::string counted(std::string_view address) {
  const std::string text{address};
  in6_addr bytes{};
  if (::inet_pton(AF_INET6, text.c_str(), &bytes) != 1) return text;
  std::fill(std::begin(bytes.s6_addr) + 8, std::end(bytes.s6_addr), std::uint8_t{0});
  char prefix[INET6_ADDRSTRLEN] = {};
  return std::string{::inet_ntop(AF_INET6, &bytes, prefix, sizeof prefix)} + "/64";
}

}  // namespace access_control
