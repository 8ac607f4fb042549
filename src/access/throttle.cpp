#include "access/throttle.h"

#include <arpa/inet.h>

#include <algorithm>
#include <cmath>
#include <utility>

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
  bucket.left = refilled(bucket, now);
  bucket.at = now;
  if (bucket.left >= 1) {
    bucket.left -= 1;
    return std::nullopt;
  }
  ++bucket.refused;
  const double wait = std::ceil((1 - bucket.left) / rate_.per_second);
  return std::chrono::seconds{static_cast<std::int64_t>(wait)};
}

void Throttle::give_back(std::string_view name) {
  const std::lock_guard hold(mutex_);
  const auto found = buckets_.find(std::string{name});
  if (found == buckets_.end()) return;
  found->second.left = std::min(rate_.at_once, found->second.left + 1);
}

std::int64_t Throttle::take_refused(std::string_view name) {
  const std::lock_guard hold(mutex_);
  const auto found = buckets_.find(std::string{name});
  return found == buckets_.end() ? 0 : std::exchange(found->second.refused, 0);
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
  if (IN6_IS_ADDR_V4MAPPED(&bytes)) {
    char mapped[INET_ADDRSTRLEN] = {};
    return ::inet_ntop(AF_INET, std::begin(bytes.s6_addr) + 12, mapped, sizeof mapped);
  }
  std::fill(std::begin(bytes.s6_addr) + 8, std::end(bytes.s6_addr), std::uint8_t{0});
  char prefix[INET6_ADDRSTRLEN] = {};
  return std::string{::inet_ntop(AF_INET6, &bytes, prefix, sizeof prefix)} + "/64";
}

}  // namespace access_control
