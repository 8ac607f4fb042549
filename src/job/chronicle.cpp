#include "job/chronicle.h"

#include "base/error.h"
#include "language/zone.h"

namespace job {
namespace {

/// By UTC where the zone is not known any more: the tables of zones that an older version had, or
/// another machine, may have had others, and no job must stand still for the date in its log.
language::WallTime wall_time(const std::string& zone, base::Time time) {
  try {
    return language::Zone(zone).wall_time(time);
  } catch (const base::Error&) {
    return language::WallTime{time.time_since_epoch()};
  }
}

}  // namespace

std::string Chronicle::line(const Voice& voice, const base::Phrase& phrase) const {
  const base::Time now = clock_.now();
  return language::minute_text(wall_time(voice.time_zone, now)) + "  " + text(voice, phrase) + "\n";
}

std::string Chronicle::first_line(const Voice& voice) const {
  const std::string city = language::Zone(voice.time_zone).city(voice.language);
  return line(voice, base::Phrase{"job.accepted", {{"city", city}}});
}

}  // namespace job
