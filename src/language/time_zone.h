#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/time.h"
#include "language/language.h"

namespace language {

/// Local time, without an offset.
using LocalTime = std::chrono::local_time<std::chrono::microseconds>;

/// A time zone of the system's tzdata, by its IANA name ("Asia/Riyadh"). A small immutable value;
/// loaded rules stay in use until the process ends. Thread-safe.
class TimeZone {
 public:
  /// UTC, which needs no tzdata.
  TimeZone() = default;
  /// Finds the zone's file below the system's zoneinfo (TZDIR where that is set, else
  /// /usr/share/zoneinfo) and checks its form (RFC 8536). Throws base::Error with a user message
  /// where tzdata has no such name, the system has no zoneinfo, or the file is unreadable or
  /// damaged.
  explicit TimeZone(std::string_view name);

  [[nodiscard]] const std::string& name() const { return name_; }
  [[nodiscard]] std::chrono::seconds offset(base::Time time) const;  // east of UTC
  [[nodiscard]] LocalTime to_local_time(base::Time time) const;
  /// The first moment with this local time, of two at the end of summer time. Where its beginning
  /// skips the local time, the moment of the change.
  [[nodiscard]] base::Time to_moment(LocalTime local) const;
  /// The offset of all moments from `since` on; absent where it changes, as with summer time.
  [[nodiscard]] std::optional<std::chrono::seconds> constant_offset(base::Time since) const;
  /// The zone's city ("Riyadh"), or the zone's name where it has none ("UTC").
  [[nodiscard]] std::string location_name(Language language) const;

 private:
  struct Rules;

  std::string name_ = "UTC";
  std::shared_ptr<const Rules> rules_;  // null for UTC
};

/// Where the system has no zoneinfo and TZDIR is not set: sets TZDIR to `share/zoneinfo` beside the
/// folder of the executable, if that exists. Call it before other threads start.
void use_bundled_zoneinfo();

/// "30/04/2025 14:05", for prose; the same in every language.
[[nodiscard]] std::string format_minutes(LocalTime time);

/// The local first day of the week, by time zone, for organizations that set none. From a table in
/// this file, because ICU's data differs between Debian versions.
[[nodiscard]] std::chrono::weekday default_week_start(std::string_view time_zone);

}  // namespace language
