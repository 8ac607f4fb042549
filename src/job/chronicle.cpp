#include "job/chronicle.h"

#include "language/zone.h"

namespace job {

std::string Chronicle::line(const Voice& voice, const base::Phrase& phrase) const {
  const language::WallTime time = language::Zone(voice.time_zone).wall_time(clock_.now());
  return language::minute_text(time) + "  " + text(voice, phrase) + "\n";
}

std::string Chronicle::first_line(const Voice& voice) const {
  const std::string city = language::Zone(voice.time_zone).city(voice.language);
  return line(voice, base::Phrase{"job.accepted", {{"city", city}}});
}

}  // namespace job
