#include "server/lookup_places.h"

namespace server {

std::optional<LookupPlaces::Place> LookupPlaces::take(const std::string& source,
                                                      std::chrono::milliseconds patience) {
  std::unique_lock hold(mutex_);
  const bool is_free = freed_.wait_for(hold, patience, [&] {
    const auto held = held_.find(source);
    return all_ < kMax && (held == held_.end() || held->second < kMaxOfOne);
  });
  if (!is_free) return std::nullopt;
  ++all_;
  ++held_[source];
  return std::optional<Place>{std::in_place, *this, source};
}

void LookupPlaces::give_back(const std::string& source) {
  {
    const std::lock_guard hold(mutex_);
    --all_;
    const auto held = held_.find(source);
    if (--held->second == 0) held_.erase(held);
  }
  freed_.notify_all();
}

}  // namespace server
