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

/// Room for requests that ask a source something before they are answered: so many at once, and of
/// one source fewer, so that one that is slow holds up neither the others nor those who ask
/// nothing. Thread-safe.
class LookupPlaces {
 public:
  static constexpr std::size_t kMax = 16;
  static constexpr std::size_t kMaxOfOne = 8;  // as many connections as a source usually has

  /// Held for as long as the source is asked.
  class Place {
   public:
    Place(LookupPlaces& owner, std::string source) : owner_(&owner), source_(std::move(source)) {}
    ~Place() {
      if (owner_ != nullptr) owner_->give_back(source_);
    }
    Place(Place&& other) noexcept
        : owner_(std::exchange(other.owner_, nullptr)), source_(std::move(other.source_)) {}
    Place(const Place&) = delete;
    Place& operator=(const Place&) = delete;
    Place& operator=(Place&&) = delete;

   private:
    LookupPlaces* owner_;
    std::string source_;
  };

  /// Absent where none is free within `patience`.
  [[nodiscard]] std::optional<Place> take(const std::string& source,
                                          std::chrono::milliseconds patience);

 private:
  void give_back(const std::string& source);

  std::mutex mutex_;
  std::condition_variable freed_;
  std::size_t all_ = 0;                      // protected by mutex_, as is the next
  std::map<std::string, std::size_t> held_;  // by source
};

}  // namespace server
