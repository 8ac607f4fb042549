#include "language/zone.h"

#include <array>
#include <cstdio>
#include <memory>

#include <date/tz.h>
#include <unicode/timezone.h>
#include <unicode/tznames.h>

#include "base/error.h"
#include "language/icu.h"

namespace language {
namespace {

const date::time_zone* located(const std::string& name) {
  try {
    return date::locate_zone(name);
  } catch (const std::runtime_error& error) {
    throw base::Error("time zone " + name + ": " + error.what(),
                      base::Phrase{"language.unknown_zone", {{"zone", name}}});
  }
}

}  // namespace

Zone::Zone(std::string_view name) : name_(name) { zone_ = located(name_); }

std::chrono::seconds Zone::offset(base::Time time) const { return zone_->get_info(time).offset; }

WallTime Zone::wall_time(base::Time time) const {
  return WallTime{time.time_since_epoch() + offset(time)};
}

std::string Zone::city(Language language) const {
  UErrorCode code = U_ZERO_ERROR;
  const std::unique_ptr<icu::TimeZoneNames> names{
      icu::TimeZoneNames::createInstance(gregorian_locale(language), code)};
  check(code, "names of time zones");
  icu::UnicodeString canonical;
  icu::TimeZone::getCanonicalID(utf16(name_), canonical, code);
  if (U_FAILURE(code)) return name_;  // newer than ICU's own list
  icu::UnicodeString city;
  names->getExemplarLocationName(canonical, city);
  return city.isEmpty() || city.isBogus() ? name_ : utf8(city);
}

std::string minute_text(WallTime time) {
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
