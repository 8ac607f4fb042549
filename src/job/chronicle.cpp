#include "job/chronicle.h"

#include "base/error.h"
#include "language/zone.h"

namespace job {
namespace {

/// The job must be able to end where another tzdata, or another version of ours, has its zone no
/// more.
std::string time_text(const std::string& zone, base::Time time) {
  try {
    return language::minute_text(language::Zone(zone).wall_time(time));
  } catch (const base::Error&) {
    return language::minute_text(language::Zone().wall_time(time)) + " UTC";
  }
}

}  // namespace

std::string Chronicle::line(const Voice& voice, const base::Message& message) const {
  return time_text(voice.time_zone, clock_.now()) + "  " + text(voice, message) + "\n";
}

std::string Chronicle::first_line(const Voice& voice) const {
  const std::string city = language::Zone(voice.time_zone).city(voice.language);
  return line(voice, base::Message{"job.accepted", {{"city", city}}});
}

}  // namespace job
