#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "base/time.h"
#include "model/value.h"

namespace model {

/// Where and when something is read: what "today" is, and which wall time a moment with an offset
/// has. Without a time zone, as a catalogue is read, neither is known.
struct Present {
  base::Time now;
  std::string time_zone;  // an IANA name

  [[nodiscard]] std::optional<Date> today() const {
    if (time_zone.empty()) return std::nullopt;
    const auto wall = language::Zone{time_zone}.wall_time(now);
    return Date{std::chrono::floor<std::chrono::days>(wall)};
  }
};

}  // namespace model
