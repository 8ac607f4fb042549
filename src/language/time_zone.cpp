#include "language/time_zone.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <optional>
#include <string_view>
#include <system_error>

#include <absl/time/time.h>
#include <unicode/timezone.h>
#include <unicode/tznames.h>

#include "base/error.h"
#include "language/icu.h"

namespace language {
namespace {

namespace fs = std::filesystem;

constexpr const char* kSystemZoneinfo = "/usr/share/zoneinfo";

fs::path zoneinfo() {
  const char* directory = std::getenv("TZDIR");  // as Abseil's loader finds it
  return directory != nullptr && *directory != '\0' ? directory : kSystemZoneinfo;
}

bool is_capital(char c) { return c >= 'A' && c <= 'Z'; }
bool is_letter(char c) { return is_capital(c) || (c >= 'a' && c <= 'z'); }

/// "Asia/Riyadh", "Etc/GMT+3", "America/Argentina/Buenos_Aires". These characters cannot spell a
/// path or an option of the loader ("file:"). Other files of zoneinfo begin with a small letter:
/// localtime, posixrules, posix/, right/.
bool is_well_formed(std::string_view name) {
  constexpr std::size_t kMaxLength = 64;
  if (name.empty() || name.size() > kMaxLength || !is_capital(name.front())) return false;
  for (std::size_t at = 0; at <= name.size();) {
    const std::size_t end = std::min(name.find('/', at), name.size());
    const std::string_view part = name.substr(at, end - at);
    const bool is_sound = std::ranges::all_of(part, [](char c) {
      return is_letter(c) || (c >= '0' && c <= '9') || c == '_' || c == '-' || c == '+';
    });
    if (part.empty() || !is_letter(part.front()) || !is_sound) return false;
    at = end + 1;
  }
  return true;
}

/// A header of a zone's file and its data (RFC 8536, 3.1 and 3.2).
struct Block {
  char version = '\0';
  std::size_t size = 0;  // of header and data
};

/// `time_size` is the size of the block's times, 4 or 8 bytes.
std::optional<Block> read_block(std::string_view bytes, std::size_t time_size) {
  constexpr std::string_view kMagic = "TZif";
  constexpr std::size_t kHeader = 44;
  constexpr std::size_t kCounts = 20;
  if (bytes.size() < kHeader || !bytes.starts_with(kMagic)) return std::nullopt;
  std::array<std::size_t, 6> counts{};
  for (std::size_t i = 0; i < counts.size() * 4; ++i) {
    counts[i / 4] = counts[i / 4] << 8U | static_cast<unsigned char>(bytes[kCounts + i]);
  }
  const auto [is_utc, is_standard, leaps, times, types, letters] = counts;
  if (types == 0 || letters == 0) return std::nullopt;
  // The counts have 32 bits, so the sum does not overflow.
  const std::size_t data = times * (time_size + 1) + types * 6 + letters + leaps * (time_size + 4) +
                           is_standard + is_utc;
  if (data > bytes.size() - kHeader) return std::nullopt;
  return Block{bytes[kMagic.size()], kHeader + data};
}

/// Whether the file is complete, with the rule for times after its last transition.
bool is_sound(std::string_view bytes) {
  const auto first = read_block(bytes, 4);
  if (!first) return false;
  if (first->version == '\0') return bytes.size() == first->size;
  bytes.remove_prefix(first->size);
  const auto second = read_block(bytes, 8);
  if (!second) return false;
  bytes.remove_prefix(second->size);
  return bytes.size() >= 2 && bytes.front() == '\n' && bytes.back() == '\n';
}

constexpr std::size_t kMaxBytes = 1U << 16U;  // tzdata's largest file has about 4,000

/// Reads at most kMaxBytes + 1 bytes, so that a larger file is noticed; absent where it cannot be
/// read.
std::optional<std::string> read(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return std::nullopt;
  std::string bytes(kMaxBytes + 1, '\0');
  file.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  if (file.bad()) return std::nullopt;
  bytes.resize(static_cast<std::size_t>(file.gcount()));
  return bytes;
}

/// Whether the system has time zones; slim ones may have none.
bool has_zones(const fs::path& directory) {
  std::error_code error;
  return fs::is_regular_file(directory / "UTC", error) ||
         fs::is_regular_file(directory / "Etc/UTC", error);
}

void check_zone_file(const std::string& name) {
  using base::Message;
  if (!is_well_formed(name)) {
    throw base::Error("time zone " + name + ": no name of tzdata",
                      Message{"language.unknown_zone", {{"zone", name}}});
  }
  const fs::path directory = zoneinfo();
  const fs::path path = directory / name;
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  if (status.type() == fs::file_type::not_found && !has_zones(directory)) {
    throw base::Error("time zone " + name + ": no zoneinfo in " + directory.string(),
                      Message{"language.no_zoneinfo", {{"zone", name}}});
  }
  if (status.type() == fs::file_type::not_found || fs::is_directory(status)) {
    throw base::Error("time zone " + name + ": not in " + directory.string(),
                      Message{"language.unknown_zone", {{"zone", name}}});
  }
  const auto bytes = fs::is_regular_file(status) ? read(path) : std::nullopt;
  if (!bytes || bytes->size() > kMaxBytes || !is_sound(*bytes)) {
    const std::string why = bytes ? ": damaged" : ": cannot be read";
    throw base::Error("time zone " + name + ": " + path.string() + why,
                      Message{"language.damaged_zone", {{"zone", name}}});
  }
}

constexpr std::array<std::string_view, 7> kFromSaturday{
    "Africa/Cairo", "Asia/Amman",  "Asia/Baghdad", "Asia/Bahrain",
    "Asia/Kuwait",  "Asia/Muscat", "Asia/Qatar"};
constexpr std::array<std::string_view, 3> kFromMonday{"Africa/Casablanca", "Africa/Tunis",
                                                      "Asia/Dubai"};

}  // namespace

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
  while (rules_->zone.NextTransition(at, &change)) {  // some change only the zone's abbreviation
    at = rules_->zone.At(change.to).trans;
    if (std::chrono::seconds{rules_->zone.At(at).offset} != first) return std::nullopt;
  }
  return first;
}

base::Time TimeZone::to_moment(LocalTime local) const {
  if (!rules_) return base::Time{local.time_since_epoch()};
  const auto day = std::chrono::floor<std::chrono::days>(local);
  const std::chrono::year_month_day date{day};
  const auto second = std::chrono::floor<std::chrono::seconds>(local - day);
  const absl::CivilSecond civil =
      absl::CivilSecond{static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                        static_cast<unsigned>(date.day())} +
      second.count();
  const absl::TimeZone::TimeInfo found = rules_->zone.At(civil);
  if (found.kind == absl::TimeZone::TimeInfo::SKIPPED) {
    return base::to_time(absl::ToUnixMicros(found.trans));
  }
  return base::to_time(absl::ToUnixMicros(found.pre)) + (local - day - second);
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

void use_bundled_zoneinfo() {
  const char* directory = std::getenv("TZDIR");
  std::error_code error;
  if ((directory != nullptr && *directory != '\0') || has_zones(kSystemZoneinfo)) return;
  const fs::path executable = fs::read_symlink("/proc/self/exe", error);
  const fs::path bundled = executable.parent_path().parent_path() / "share" / "zoneinfo";
  if (!executable.empty() && has_zones(bundled)) ::setenv("TZDIR", bundled.c_str(), 0);
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

std::chrono::weekday default_week_start(std::string_view time_zone) {
  const auto is_in = [&](const auto& zones) {
    return std::ranges::find(zones, time_zone) != zones.end();
  };
  if (is_in(kFromSaturday)) return std::chrono::Saturday;
  if (time_zone.starts_with("Europe/") || is_in(kFromMonday)) return std::chrono::Monday;
  return std::chrono::Sunday;
}

}  // namespace language
