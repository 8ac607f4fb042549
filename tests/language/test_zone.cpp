#include "language/zone.h"

#include "arabic.h"
#include "base/error.h"
#include "catch.h"
#include "language/phrases.h"

using language::Language;
using language::Zone;
using std::chrono::sys_days;
using namespace std::chrono_literals;

TEST_CASE("offsets are those of the system's time zones") {
  CHECK(Zone{"Asia/Riyadh"}.offset(sys_days{2025y / 7 / 15}) == 3h);
  // Egypt took summer time up again in 2023, which ICU's own data does not know.
  CHECK(Zone{"Africa/Cairo"}.offset(sys_days{2025y / 7 / 15}) == 3h);
  CHECK(Zone{"Africa/Cairo"}.offset(sys_days{2025y / 1 / 15}) == 2h);
  CHECK(Zone{"UTC"}.offset(sys_days{2025y / 7 / 15}) == 0h);
  CHECK(Zone{"America/New_York"}.offset(sys_days{2025y / 7 / 15}) == -4h);
}

TEST_CASE("an instant becomes wall time") {
  const base::Time late = sys_days{2025y / 12 / 31} + 22h + 30min + 5s;
  CHECK(language::minute_text(Zone{"Asia/Riyadh"}.wall_time(late)) == "01/01/2026 01:30");
  CHECK(language::minute_text(Zone{"UTC"}.wall_time(late)) == "31/12/2025 22:30");
  CHECK(language::minute_text(Zone{"UTC"}.wall_time(sys_days{1969y / 12 / 31} + 23h + 59min +
                                                    59s)) == "31/12/1969 23:59");
}

TEST_CASE("a zone is called by its city") {
  CHECK(Zone{"Asia/Riyadh"}.city(Language::kEnglish) == "Riyadh");
  CHECK(Zone{"Asia/Riyadh"}.city(Language::kArabic) == arabic("prose", "riyadh"));
  CHECK(Zone{"America/New_York"}.city(Language::kEnglish) == "New York");
  CHECK(Zone{"UTC"}.city(Language::kArabic) == "UTC");
  CHECK(Zone{"Etc/GMT-3"}.city(Language::kEnglish) == "Etc/GMT-3");
}

TEST_CASE("an unknown zone is refused in words") {
  const language::Phrases phrases{language::Phrases::Missing::kThrown};
  for (const char* name : {"", "Mars/Base", "../../etc/passwd", "asia/riyadh ", "/etc/localtime"}) {
    INFO(name);
    CHECK_THROWS_AS(Zone{name}, base::Error);
  }
  try {
    const Zone zone{"Mars/Base"};
    FAIL("Mars has a zone");
  } catch (const base::Error& error) {
    REQUIRE(error.phrase().has_value());
    CHECK(phrases.text(Language::kEnglish, *error.phrase()) ==
          "There is no time zone Mars/Base. Write an IANA name such as Asia/Riyadh.");
    CHECK(phrases.text(Language::kArabic, *error.phrase()) == arabic("prose", "unknown_zone"));
  }
}
