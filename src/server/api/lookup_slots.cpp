#include "server/api/lookup_slots.h"

namespace server {

std::optional<LookupSlots::Slot> LookupSlots::try_acquire(const std::string& source,
                                                          std::chrono::milliseconds max_wait) {
  std::unique_lock lock(mutex_);
  const bool is_free = released_.wait_for(lock, max_wait, [&] {
    const auto used = used_by_source_.find(source);
    return used_ < kMaxSlots &&
           (used == used_by_source_.end() || used->second < kMaxSlotsPerSource);
  });
  if (!is_free) return std::nullopt;
  ++used_;
  ++used_by_source_[source];
  return std::optional<Slot>{std::in_place, *this, source};
}

void LookupSlots::release(const std::string& source) {
  {
    const std::lock_guard lock(mutex_);
    --used_;
    const auto used = used_by_source_.find(source);
    if (--used->second == 0) used_by_source_.erase(used);
  }
  released_.notify_all();
}

}  // namespace server
