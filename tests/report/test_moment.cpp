#include "catch.h"
#include "report/moment.h"

using namespace std::chrono_literals;
using report::Moment;
using std::chrono::sys_days;

TEST_CASE("dates of databases are read, and what is none is not") {
  CHECK(report::read_day("2026-01-31") == sys_days{2026y / 1 / 31});
  CHECK(report::read_day("2026-01-31 00:00:00") == sys_days{2026y / 1 / 31});
  CHECK(report::read_day("2024-02-29T00:00:00.000") == sys_days{2024y / 2 / 29});
  for (const char* text : {"2026-02-30", "2026-1-31", "31/01/2026", "2026-01-31 08:00", "20260131",
                           "2026-01-31x", "", "46023"}) {
    INFO(text);
    CHECK_FALSE(report::read_day(text));
  }
}

TEST_CASE("wall time stays, an offset moves into the zone of the report") {
  const language::Zone cairo("Africa/Cairo");
  CHECK(report::read_moment("2025-07-15 12:00:00", cairo) == Moment{sys_days{2025y / 7 / 15}, 12h});
  // Cairo has summer time again since 2023: +03:00 in July.
  CHECK(report::read_moment("2025-07-15T12:00:00Z", cairo) ==
        Moment{sys_days{2025y / 7 / 15}, 15h});
  CHECK(report::read_moment("2025-07-15T23:30:00-02:00", cairo) ==
        Moment{sys_days{2025y / 7 / 16}, 4h + 30min});
  CHECK(report::read_moment("2025-07-15 12:00:00+03:06:52", cairo) ==
        Moment{sys_days{2025y / 7 / 15}, 11h + 53min + 8s});
  CHECK(report::read_moment("2025-07-15", cairo) == Moment{sys_days{2025y / 7 / 15}, 0h});
  CHECK(report::read_moment("2025-12-31 23:59:59.9999", cairo) ==
        Moment{sys_days{2025y / 12 / 31}, 23h + 59min + 59s});
  for (const char* text : {"2025-07-15 25:00", "2025-07-15 12:60", "2025-07-15 12:00 PM",
                           "2025-07-15T12:00+99:00", "2025-07-15 12:00+03:06:99", "noon"}) {
    INFO(text);
    CHECK_FALSE(report::read_moment(text, cairo));
  }
}
