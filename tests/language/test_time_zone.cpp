#include "language/time_zone.h"

#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>
#include <string>

#include "base/error.h"
#include "language/message_catalog.h"
#include "support/arabic.h"
#include "support/catch.h"
#include "support/temp_dir.h"

using language::Language;
using language::TimeZone;
using std::chrono::sys_days;
using namespace std::chrono_literals;

namespace {

/// The key of the message that refuses a name; empty where the name is a zone.
std::string refusal(const std::string& name) {
  try {
    static_cast<void>(TimeZone{name});
    return {};
  } catch (const base::Error& error) {
    return error.user_message() ? error.user_message()->key : error.what();
  }
}

/// A temporary zoneinfo directory.
class Zoneinfo {
 public:
  Zoneinfo() { ::setenv("TZDIR", folder_.path().c_str(), 1); }
  ~Zoneinfo() { ::unsetenv("TZDIR"); }
  Zoneinfo(const Zoneinfo&) = delete;
  Zoneinfo& operator=(const Zoneinfo&) = delete;

  void write(const std::string& name, const std::string& bytes) const {
    const auto path = folder_.path() / name;
    std::filesystem::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << bytes;
  }

 private:
  const TempDir folder_;
};

std::string bytes_of(const std::string& zone) {
  std::ifstream file("/usr/share/zoneinfo/" + zone, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

TEST_CASE("offsets are those of the system's time zones") {
  CHECK(TimeZone{"Asia/Riyadh"}.offset(sys_days{2025y / 7 / 15}) == 3h);
  // Egypt has had summer time again since 2023, which ICU's own data does not know.
  CHECK(TimeZone{"Africa/Cairo"}.offset(sys_days{2025y / 7 / 15}) == 3h);
  CHECK(TimeZone{"Africa/Cairo"}.offset(sys_days{2025y / 1 / 15}) == 2h);
  CHECK(TimeZone{"UTC"}.offset(sys_days{2025y / 7 / 15}) == 0h);
  CHECK(TimeZone{"America/New_York"}.offset(sys_days{2025y / 7 / 15}) == -4h);
}

TEST_CASE("summer time goes on beyond the last transition of a file") {
  CHECK(TimeZone{"Europe/Berlin"}.offset(sys_days{2037y / 7 / 15}) == 2h);
  CHECK(TimeZone{"Europe/Berlin"}.offset(sys_days{2038y / 7 / 15}) == 2h);
  CHECK(TimeZone{"Europe/Berlin"}.offset(sys_days{2099y / 7 / 15}) == 2h);
  CHECK(TimeZone{"Africa/Cairo"}.offset(sys_days{2050y / 7 / 15}) == 3h);
  CHECK(TimeZone{"America/New_York"}.to_local_time(sys_days{2060y / 7 / 1} + 3h + 30min) ==
        std::chrono::local_days{2060y / 6 / 30} + 23h + 30min);
  CHECK(TimeZone{"Asia/Riyadh"}.offset(sys_days{9999y / 12 / 31}) == 3h);
}

TEST_CASE("a local day begins at its first moment, whatever summer time does to its midnight") {
  using std::chrono::local_days;
  CHECK(TimeZone{"Asia/Riyadh"}.to_moment(local_days{2026y / 12 / 1}) ==
        sys_days{2026y / 11 / 30} + 21h);
  CHECK(TimeZone{}.to_moment(local_days{2026y / 12 / 1} + 1us) == sys_days{2026y / 12 / 1} + 1us);
  // Cairo's clocks went from 00:00 to 01:00, and in autumn from 24:00 to 23:00.
  CHECK(TimeZone{"Africa/Cairo"}.to_moment(local_days{2024y / 4 / 26}) ==
        sys_days{2024y / 4 / 25} + 22h);
  CHECK(TimeZone{"Africa/Cairo"}.to_moment(local_days{2024y / 4 / 26} + 30min) ==
        sys_days{2024y / 4 / 25} + 22h);
  CHECK(TimeZone{"Africa/Cairo"}.to_moment(local_days{2024y / 11 / 1}) ==
        sys_days{2024y / 10 / 31} + 22h);
  // Havana's went from 01:00 to 00:00: the day has two midnights.
  CHECK(TimeZone{"America/Havana"}.to_moment(local_days{2024y / 11 / 3}) ==
        sys_days{2024y / 11 / 3} + 4h);
  // Apia had no 30 December.
  CHECK(TimeZone{"Pacific/Apia"}.to_moment(local_days{2011y / 12 / 30}) ==
        sys_days{2011y / 12 / 30} + 10h);
  CHECK(TimeZone{"Europe/Berlin"}.to_moment(local_days{2026y / 10 / 25} + 2h + 30min + 1us) ==
        sys_days{2026y / 10 / 25} + 30min + 1us);
  CHECK(TimeZone{"Asia/Riyadh"}.to_moment(local_days{1940y / 1 / 1} - 1us) ==
        sys_days{1940y / 1 / 1} - 3h - 6min - 52s - 1us);
  CHECK(TimeZone{"Asia/Riyadh"}.to_moment(local_days{9999y / 12 / 31}) ==
        sys_days{9999y / 12 / 30} + 21h);
  CHECK(TimeZone{"Asia/Riyadh"}.to_moment(local_days{1y / 1 / 1}) ==
        sys_days{1y / 1 / 1} - 3h - 6min - 52s);
}

TEST_CASE("offsets before 1970 have seconds") {
  CHECK(TimeZone{"Asia/Riyadh"}.offset(sys_days{1940y / 1 / 1}) == 3h + 6min + 52s);
  CHECK(TimeZone{"Asia/Riyadh"}.to_local_time(sys_days{1940y / 1 / 1} - 500ms) ==
        std::chrono::local_days{1940y / 1 / 1} + 3h + 6min + 52s - 500ms);
  CHECK(TimeZone{"Asia/Riyadh"}.offset(sys_days{1y / 1 / 1}) == 3h + 6min + 52s);
}

TEST_CASE("a zone without summer time has one offset") {
  const sys_days since = 1980y / 1 / 1;
  CHECK(TimeZone{"Asia/Riyadh"}.constant_offset(since) == 3h);
  CHECK(TimeZone{"Asia/Qatar"}.constant_offset(since) == 3h);
  CHECK(TimeZone{"Asia/Kolkata"}.constant_offset(since) == 5h + 30min);
  CHECK(TimeZone{}.constant_offset(since) == 0h);
  CHECK(TimeZone{"Etc/GMT+5"}.constant_offset(since) == -5h);
  for (const char* name : {"Africa/Cairo", "Europe/Berlin", "Asia/Baghdad", "Asia/Tehran"}) {
    INFO(name);
    CHECK_FALSE(TimeZone{name}.constant_offset(since).has_value());
  }
  CHECK(TimeZone{"Asia/Baghdad"}.constant_offset(sys_days{2010y / 1 / 1}) == 3h);
  CHECK_FALSE(TimeZone{"Asia/Qatar"}.constant_offset(sys_days{1960y / 1 / 1}).has_value());
}

TEST_CASE("the default zone is UTC") {
  CHECK(TimeZone{}.name() == "UTC");
  CHECK(TimeZone{}.offset(sys_days{2025y / 7 / 15}) == 0h);
}

TEST_CASE("weeks begin on the local first day") {
  using std::chrono::weekday;
  for (const char* zone : {"Africa/Cairo", "Asia/Kuwait", "Asia/Qatar", "Asia/Bahrain",
                           "Asia/Muscat", "Asia/Amman", "Asia/Baghdad"}) {
    INFO(zone);
    CHECK(language::default_week_start(zone) == std::chrono::Saturday);
  }
  for (const char* zone : {"Asia/Dubai", "Africa/Casablanca", "Africa/Tunis", "Europe/London",
                           "Europe/Istanbul", "Europe/Berlin"}) {
    INFO(zone);
    CHECK(language::default_week_start(zone) == std::chrono::Monday);
  }
  for (const char* zone : {"Asia/Riyadh", "UTC", "America/New_York", "Africa/Algiers", "Asia/Aden",
                           "Etc/GMT-3", "Asia/Tokyo", ""}) {
    INFO(zone);
    CHECK(language::default_week_start(zone) == std::chrono::Sunday);
  }
}

TEST_CASE("an instant becomes local time") {
  const base::Time late = sys_days{2025y / 12 / 31} + 22h + 30min + 5s;
  CHECK(language::format_minutes(TimeZone{"Asia/Riyadh"}.to_local_time(late)) ==
        "01/01/2026 01:30");
  CHECK(language::format_minutes(TimeZone{"UTC"}.to_local_time(late)) == "31/12/2025 22:30");
  CHECK(language::format_minutes(TimeZone{"UTC"}.to_local_time(sys_days{1969y / 12 / 31} + 23h +
                                                               59min + 59s)) == "31/12/1969 23:59");
}

TEST_CASE("a zone has the name of its city") {
  CHECK(TimeZone{"Asia/Riyadh"}.location_name(Language::kEnglish) == "Riyadh");
  CHECK(TimeZone{"Asia/Riyadh"}.location_name(Language::kArabic) == arabic("prose", "riyadh"));
  CHECK(TimeZone{"America/New_York"}.location_name(Language::kEnglish) == "New York");
  CHECK(TimeZone{"UTC"}.location_name(Language::kArabic) == "UTC");
  CHECK(TimeZone{"Etc/GMT-3"}.location_name(Language::kEnglish) == "Etc/GMT-3");
}

TEST_CASE("only names of tzdata are zones") {
  for (const char* name : {"",
                           "Mars/Base",
                           "../../etc/passwd",
                           "asia/riyadh ",
                           "Asia/Riyadh ",
                           "/etc/localtime",
                           "/usr/share/zoneinfo/Asia/Riyadh",
                           "Asia/../Asia/Riyadh",
                           "Asia//Riyadh",
                           "Asia/Riyadh/",
                           "./Asia/Riyadh",
                           "Asia/./Riyadh",
                           "Asia",
                           "Etc",
                           "localtime",
                           "posixrules",
                           "posix/Asia/Riyadh",
                           "right/Asia/Riyadh",
                           "Fixed/UTC+03:00:00",
                           "Fixed/UTC",
                           "UTC0",
                           "UTC+3",
                           "file:/usr/share/zoneinfo/Asia/Riyadh",
                           "libc:localtime",
                           "tzdata.zi",
                           "zone1970.tab",
                           "leapseconds",
                           "+VERSION",
                           ":Asia/Riyadh",
                           "Asia/Riyadh'; DROP TABLE jobs; --",
                           "utc"}) {
    INFO(name);
    CHECK(refusal(name) == "language.unknown_zone");
  }
  CHECK(refusal(std::string{"Asia/Riyadh"} + '\0' + "x") == "language.unknown_zone");
  CHECK(refusal(std::string(100'000, 'A')) == "language.unknown_zone");
}

TEST_CASE("each name of tzdata is a zone") {
  std::ifstream file("/usr/share/zoneinfo/tzdata.zi");
  int zones = 0;
  for (std::string line; std::getline(file, line);) {  // "Z NAME ...", "L TARGET NAME"
    std::istringstream words(line);
    std::string kind;
    std::string name;
    words >> kind >> name;
    if (kind == "L") words >> name;
    if (kind != "Z" && kind != "L") continue;
    // Debian 13 has old names in a separate package.
    if (!std::filesystem::exists("/usr/share/zoneinfo/" + name)) continue;
    INFO(name);
    CHECK(refusal(name).empty());
    ++zones;
  }
  CHECK(zones > 450);
}

TEST_CASE("a system without time zones reports that, and has UTC") {
  const Zoneinfo empty;
  CHECK(refusal("Asia/Riyadh") == "language.no_zoneinfo");
  CHECK(refusal("Mars/Base") == "language.no_zoneinfo");
  CHECK(refusal("localtime") == "language.unknown_zone");
  CHECK(TimeZone{"UTC"}.offset(sys_days{2025y / 7 / 15}) == 0h);
  const language::MessageCatalog messages{language::MessageCatalog::OnMissing::kThrow};
  const base::Message message{"language.no_zoneinfo", {{"zone", "Asia/Riyadh"}}};
  CHECK(messages.text(Language::kEnglish, message) ==
        "The server has no time zones: the package tzdata is missing. Install it; until then there "
        "is no Asia/Riyadh, only UTC.");
  CHECK(messages.text(Language::kArabic, message) == arabic("prose", "no_zoneinfo"));
  empty.write("UTC", bytes_of("UTC"));
  CHECK(refusal("Asia/Riyadh") == "language.unknown_zone");
}

TEST_CASE("a damaged file is refused") {
  const Zoneinfo zoneinfo;
  zoneinfo.write("Etc/UTC", bytes_of("Etc/UTC"));
  const std::string whole = bytes_of("Europe/Berlin");
  REQUIRE(whole.size() > 500);
  zoneinfo.write("Test/Whole", whole);
  CHECK(refusal("Test/Whole").empty());
  const std::string footer = whole.substr(whole.rfind('\n', whole.size() - 2));
  REQUIRE(footer == "\nCET-1CEST,M3.5.0,M10.5.0/3\n");
  const std::string data = whole.substr(0, whole.size() - footer.size());
  std::string huge = whole;
  huge.replace(20, 24, 24, '\x7F');  // the header's counts
  std::string none = whole;
  none.replace(20, 24, 24, '\0');
  int number = 0;
  for (const std::string& bent :
       {std::string{}, whole.substr(0, 44), whole.substr(0, 300), data, data + "\n",
        whole.substr(0, whole.size() - 1), data + "\nCET-1CEST,M3.5.0,M99.5.0/3\n",
        data + "\nnonsense\n", "TZif" + std::string(40, '\0'), std::string(500, 'x'), huge, none,
        whole + std::string(100'000, '\n')}) {
    const std::string name = "Test/Bent" + std::to_string(++number);
    INFO(name);
    zoneinfo.write(name, bent);
    CHECK(refusal(name) == "language.damaged_zone");
  }
  const language::MessageCatalog messages{language::MessageCatalog::OnMissing::kThrow};
  const base::Message message{"language.damaged_zone", {{"zone", "Asia/Riyadh"}}};
  CHECK(messages.text(Language::kEnglish, message) ==
        "The server cannot read its file of the time zone Asia/Riyadh, or the file is damaged. "
        "Install the package tzdata again and restart the server.");
  CHECK(messages.text(Language::kArabic, message) == arabic("prose", "damaged_zone"));
}

TEST_CASE("an unknown zone is refused with a message") {
  const language::MessageCatalog messages{language::MessageCatalog::OnMissing::kThrow};
  try {
    const TimeZone zone{"Mars/Base"};
    FAIL("Mars has a zone");
  } catch (const base::Error& error) {
    REQUIRE(error.user_message().has_value());
    CHECK(messages.text(Language::kEnglish, *error.user_message()) ==
          "There is no time zone Mars/Base. Write an IANA name such as Asia/Riyadh.");
    CHECK(messages.text(Language::kArabic, *error.user_message()) ==
          arabic("prose", "unknown_zone"));
  }
}
