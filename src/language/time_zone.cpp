#include "language/time_zone.h"

#include <array>
#include <cstdio>
#include <memory>

#include <absl/time/time.h>
#include <unicode/timezone.h>
#include <unicode/tznames.h>

#include "base/error.h"
#include "language/icu.h"
#include "language/zone_file.h"

namespace language {

struct TimeZone::Rules {
  absl::TimeZone zone;
};

TimeZone::TimeZone(std::string_view name) {
  if (name == name_) return;
  name_ = name;
  check_zone_file(name_);
  Rules rules;
  if (!absl::LoadTimeZone(name_, &rules.zone)) {
    throw base::Error("time zone " + name_ + ": Abseil does not load its file",
                      base::Message{"language.damaged_zone", {{"zone", name_}}});
  }
  rules_ = std::make_shared<const Rules>(rules);
}

std::chrono::seconds TimeZone::offset(base::Time time) const {
  if (!rules_) return std::chrono::seconds{0};
  const auto second = std::chrono::floor<std::chrono::seconds>(time).time_since_epoch();
  return std::chrono::seconds{rules_->zone.At(absl::FromUnixSeconds(second.count())).offset};
}

std::optional<std::chrono::seconds> TimeZone::constant_offset(base::Time since) const {
  if (!rules_) return std::chrono::seconds{0};
  const std::chrono::seconds first = offset(since);
  absl::Time at = absl::FromUnixMicros(base::to_microseconds(since));
  absl::TimeZone::CivilTransition change;
  while (rules_->zone.NextTransition(at, &change)) {  // some change a name alone
    at = rules_->zone.At(change.to).trans;
    if (std::chrono::seconds{rules_->zone.At(at).offset} != first) return std::nullopt;
  }
  return first;
}

LocalTime TimeZone::to_local_time(base::Time time) const {
  return LocalTime{time.time_since_epoch() + offset(time)};
}

std::string TimeZone::location_name(Language language) const {
  UErrorCode code = U_ZERO_ERROR;
  const std::unique_ptr<icu::TimeZoneNames> names{
      icu::TimeZoneNames::createInstance(gregorian_locale(language), code)};
  check_icu(code, "names of time zones");
  icu::UnicodeString canonical;
  icu::TimeZone::getCanonicalID(utf16(name_), canonical, code);
  if (U_FAILURE(code)) return name_;  // newer than ICU's own list
  icu::UnicodeString city;
  names->getExemplarLocationName(canonical, city);
  return city.isEmpty() || city.isBogus() ? name_ : utf8(city);
}

std::string format_minutes(LocalTime time) {
  const auto day = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::year_month_day date{day};
  const std::chrono::hh_mm_ss clock{time - day};
  std::array<char, 32> text{};
  const int length = std::snprintf(
      text.data(), text.size(), "%02u/%02u/%04d %02ld:%02ld", static_cast<unsigned>(date.day()),
      static_cast<unsigned>(date.month()), static_cast<int>(date.year()),
      static_cast<long>(clock.hours().count()), static_cast<long>(clock.minutes().count()));
  return {text.data(), static_cast<std::size_t>(length)};
}

}  // namespace language
