#pragma once

#include <chrono>
#include <optional>

#include "base/time.h"
#include "language/time_zone.h"
#include "model/value/value.h"

namespace model {

/// Where and when something is read: what "today" is, when its week began, and which local time a
/// moment with an offset has. Without a time zone, as a catalogue is read, none of it is known.
struct EvaluationContext {
  base::Time now;
  std::optional<language::TimeZone> time_zone;
  std::chrono::weekday week_start = std::chrono::Sunday;

  [[nodiscard]] std::optional<Date> today() const {
    if (!time_zone) return std::nullopt;
    return Date{std::chrono::floor<std::chrono::days>(time_zone->to_local_time(now))};
  }
};

}  // namespace model
