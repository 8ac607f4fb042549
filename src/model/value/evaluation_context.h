#pragma once

#include <chrono>
#include <optional>

#include "base/time.h"
#include "language/time_zone.h"
#include "model/value/value.h"

namespace model {

/// The time and place for which values are read. It decides what "today" and "thisWeek" are, and
/// the local time of a moment with an offset. Without a time zone, as in a catalogue, these are
/// errors. A value.
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
