#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/time.h"
#include "language/language.h"

namespace language {

/// What a clock on the wall shows.
using LocalTime = std::chrono::local_time<std::chrono::microseconds>;

/// A time zone of the system's tzdata, by its IANA name ("Asia/Riyadh"). A small value;
/// thread-safe. What was loaded stays as it was for as long as the process lives.
class TimeZone {
 public:
  /// UTC, which needs no tzdata.
  TimeZone() = default;
  /// Throws base::Error with a user message where the system knows no such zone, or cannot read it.
  explicit TimeZone(std::string_view name);

  [[nodiscard]] const std::string& name() const { return name_; }
  [[nodiscard]] std::chrono::seconds offset(base::Time time) const;  // east of UTC
  [[nodiscard]] LocalTime to_local_time(base::Time time) const;
  /// The offset of every moment from `since` on; absent where it changes, as by summer time.
  [[nodiscard]] std::optional<std::chrono::seconds> constant_offset(base::Time since) const;
  /// The city that people call it by ("Riyadh"), or its name where it has none ("UTC").
  [[nodiscard]] std::string location_name(Language language) const;

 private:
  struct Rules;

  std::string name_ = "UTC";
  std::shared_ptr<const Rules> rules_;  // null for UTC
};

/// "30/04/2025 14:05", for prose; the same in every language.
[[nodiscard]] std::string format_minutes(LocalTime time);

/// The day that weeks begin with where an organization names none, by its time zone: as people of
/// that place count, from a table of our own, since ICU's differs from one Debian to the next.
[[nodiscard]] std::chrono::weekday default_week_start(std::string_view time_zone);

}  // namespace language
