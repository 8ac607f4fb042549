#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <utility>

namespace server {

/// Bounds the requests that query a source before they are answered: in all, and per source, so
/// that a slow source delays no others. Thread-safe.
class LookupSlots {
 public:
  static constexpr std::size_t kMaxSlots = 16;
  static constexpr std::size_t kMaxSlotsPerSource = 8;  // a source's usual number of connections

  /// Held while the source is queried.
  class Slot {
   public:
    Slot(LookupSlots& owner, std::string source) : owner_(&owner), source_(std::move(source)) {}
    ~Slot() {
      if (owner_ != nullptr) owner_->release(source_);
    }
    Slot(Slot&& other) noexcept
        : owner_(std::exchange(other.owner_, nullptr)), source_(std::move(other.source_)) {}
    Slot(const Slot&) = delete;
    Slot& operator=(const Slot&) = delete;
    Slot& operator=(Slot&&) = delete;

   private:
    LookupSlots* owner_;
    std::string source_;
  };

  /// Absent if no slot becomes free within `max_wait`.
  [[nodiscard]] std::optional<Slot> try_acquire(const std::string& source,
                                                std::chrono::milliseconds max_wait);

 private:
  void release(const std::string& source);

  std::mutex mutex_;
  std::condition_variable released_;
  std::size_t used_ = 0;  // protected by mutex_, as is the next
  std::map<std::string, std::size_t> used_by_source_;
};

}  // namespace server
