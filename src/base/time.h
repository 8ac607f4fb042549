#pragma once

#include <chrono>
#include <string>
#include <cstdint>

namespace base {

/// A point in time, UTC. The job table keeps it as integer microseconds since 1970.
using Time = std::chrono::sys_time<std::chrono::microseconds>;

/// How long a finished file is kept, unless its data model or organization says otherwise. Here,
/// since `model` and `job` do not include each other.
constexpr std::chrono::days kDefaultRetention{7};

/// The source of the time; tests pass their own. Thread-safe.
class Clock {
 public:
  virtual ~Clock() = default;
  [[nodiscard]] virtual Time now() const = 0;
  /// The time since a fixed moment in the past. It cannot be set, and includes the time that the
  /// machine is suspended.
  [[nodiscard]] virtual std::chrono::microseconds steady() const = 0;
};

class SystemClock final : public Clock {
 public:
  [[nodiscard]] Time now() const override;
  [[nodiscard]] std::chrono::microseconds steady() const override;
};

/// RFC 3339 in UTC with milliseconds: "2026-01-31T08:05:09.123Z".
[[nodiscard]] std::string format_rfc3339(Time time);

[[nodiscard]] std::int64_t to_microseconds(Time time);
[[nodiscard]] Time to_time(std::int64_t microseconds);

}  // namespace base
