#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <queue>
#include <vector>

namespace server {

/// When to look at which connection again. Entries are cheap and may be stale: whoever takes one
/// looks whether it is still true, and files the next. One thread.
class Timetable {
 public:
  using TimePoint = std::chrono::steady_clock::time_point;

  struct Entry {
    TimePoint time;
    std::uint64_t connection = 0;
    bool operator>(const Entry& other) const { return time > other.time; }
  };

  void file(Entry entry) { entries_.push(entry); }
  [[nodiscard]] TimePoint next() const {
    return entries_.empty() ? TimePoint::max() : entries_.top().time;
  }
  /// One whose time has come.
  [[nodiscard]] std::optional<Entry> take(TimePoint now) {
    if (next() > now) return std::nullopt;
    const Entry entry = entries_.top();
    entries_.pop();
    return entry;
  }

 private:
  std::priority_queue<Entry, std::vector<Entry>, std::greater<>> entries_;
};

}  // namespace server
