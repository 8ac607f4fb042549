#include "model/value/time_text.h"
#include "source/sql/moment.h"
#include "support/catch.h"

using namespace std::chrono_literals;
using source::Moment;
using std::chrono::sys_days;

TEST_CASE("a database's dates are read, and other text is not") {
  const language::TimeZone riyadh("Asia/Riyadh");
  CHECK(source::parse_day("2026-01-31", riyadh) == sys_days{2026y / 1 / 31});
  CHECK(source::parse_day("2026-01-31 23:59:59", riyadh) == sys_days{2026y / 1 / 31});
  CHECK(source::parse_day("2024-02-29T00:00:00.000", riyadh) == sys_days{2024y / 2 / 29});
  CHECK(source::parse_day("2026-06-10 22:30:00+00", riyadh) == sys_days{2026y / 6 / 11});
  for (const char* text : {"2026-02-30", "2026-1-31", "31/01/2026", "2026-01-31 8:00", "20260131",
                           "2026-01-31x", "", "46023"}) {
    INFO(text);
    CHECK_FALSE(source::parse_day(text, riyadh));
  }
}

TEST_CASE(
    "local time stays as it is, and a time with an offset is converted to the report's zone") {
  const language::TimeZone cairo("Africa/Cairo");
  CHECK(source::parse_moment("2025-07-15 12:00:00", cairo) ==
        Moment{sys_days{2025y / 7 / 15}, 12h});
  // Cairo has summer time again since 2023: +03:00 in July.
  CHECK(source::parse_moment("2025-07-15T12:00:00Z", cairo) ==
        Moment{sys_days{2025y / 7 / 15}, 15h});
  CHECK(source::parse_moment("2025-07-15T23:30:00-02:00", cairo) ==
        Moment{sys_days{2025y / 7 / 16}, 4h + 30min});
  CHECK(source::parse_moment("2025-07-15 12:00:00+03:06:52", cairo) ==
        Moment{sys_days{2025y / 7 / 15}, 11h + 53min + 8s});
  CHECK(source::parse_moment("2025-07-15", cairo) == Moment{sys_days{2025y / 7 / 15}, 0h});
  CHECK(source::parse_moment("2025-12-31 23:59:59.9999", cairo) ==
        Moment{sys_days{2025y / 12 / 31}, 23h + 59min + 59s});
  for (const char* text : {"2025-07-15 25:00", "2025-07-15 12:60", "2025-07-15 12:00 PM",
                           "2025-07-15T12:00+99:00", "2025-07-15 12:00+03:06:99", "noon"}) {
    INFO(text);
    CHECK_FALSE(source::parse_moment(text, cairo));
  }
}

TEST_CASE("a cell shows exactly the moments that a filter of SQLite finds") {
  const language::TimeZone riyadh("Asia/Riyadh");
  const auto found = [&](std::string_view text) -> std::optional<Moment> {
    const auto read = model::parse_date_time(text);
    if (!read) return std::nullopt;
    const auto wall =
        read->offset
            ? riyadh.to_local_time(base::Time{read->local_time.time_since_epoch() - *read->offset})
            : read->local_time;
    const auto day = std::chrono::floor<std::chrono::days>(wall);
    return Moment{sys_days{day.time_since_epoch()},
                  std::chrono::floor<std::chrono::seconds>(wall - day)};
  };
  for (const char* text : {"2026-06-10 22:30:00+00", "2026-06-10T22:30:00z", "2026-06-10T22:30Z",
                           "2026-06-10 22:30:00.1234567891+0330", "2026-06-10 22:30:00-18:00",
                           "2026-06-10 22:30:00+03:06:52"}) {
    INFO(text);
    CHECK(source::parse_moment(text, riyadh).has_value());
    CHECK(source::parse_moment(text, riyadh) == found(text));
  }
  for (const char* text : {"2026-06-10 22:30:00+", "2026-06-10 22:30:00+19", "2026-06-10 22:30+3",
                           "2026-06-10 22:30:00+03:", "2026-06-10t22:30", "0000-01-01 00:00",
                           "2026-06-10 22:30:00.Z", "2026-06-10 22"}) {
    INFO(text);
    CHECK_FALSE(source::parse_moment(text, riyadh));
    CHECK_FALSE(found(text));
  }
}

TEST_CASE("booleans are read in every spelling that filters know") {
  for (const char* text : {"1", "t", "TRUE", "Y", " yes "})
    CHECK(source::parse_boolean(text) == true);
  for (const char* text : {"0", "F", "False", "n", "NO"})
    CHECK(source::parse_boolean(text) == false);
  for (const char* text : {"", "2", "on", "maybe", "falsey"}) {
    CHECK_FALSE(source::parse_boolean(text));
  }
}

TEST_CASE("durations of databases are read in seconds") {
  CHECK(source::parse_duration("5400") == 5'400);
  CHECK(source::parse_duration("-1800.5") == -1'800.5);
  CHECK(source::parse_duration("02:03:04") == 7'384);
  CHECK(source::parse_duration("-00:30:00") == -1'800);
  CHECK(source::parse_duration("838:59:59.25") == 3'020'399.25);
  CHECK(source::parse_duration("1 day -02:00:00") == 79'200);
  CHECK(source::parse_duration("1 year 2 mons 3 days") == 37'000'800);
  for (const char* text : {"", "-", "1:2:3", "00:60:00", "00:00:60", "02:03", "1 week", "1 day x",
                           "nan", "infinity", "00:00:01.", "1 day 2"}) {
    INFO(text);
    CHECK_FALSE(source::parse_duration(text));
  }
  CHECK(model::format_duration(-90s) == "-0:01:30");
  CHECK(model::format_duration(360'000s) == "100:00:00");
}
