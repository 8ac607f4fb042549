#include "job/job_log_writer.h"

#include "base/error.h"
#include "language/time_zone.h"

namespace job {
namespace {

/// A job must be able to end although another tzdata, or another version of this program, does not
/// know its time zone any more.
std::string format_time(const std::string& zone, base::Time time) {
  try {
    return language::format_minutes(language::TimeZone(zone).to_local_time(time));
  } catch (const base::Error&) {
    return language::format_minutes(language::TimeZone().to_local_time(time)) + " UTC";
  }
}

}  // namespace

std::string JobLogWriter::line(const LogLocale& locale, const base::Message& message) const {
  return format_time(locale.time_zone, clock_.now()) + "  " + text(locale, message) + "\n";
}

std::string JobLogWriter::first_line(const LogLocale& locale) const {
  const std::string city = language::TimeZone(locale.time_zone).location_name(locale.language);
  return line(locale, base::Message{"job.accepted", {{"city", city}}});
}

}  // namespace job
