#include "model/value/period.h"

#include <string>

#include "support/arabic.h"
#include "support/catch.h"
#include "language/message_catalog.h"

using language::Language;
using model::Date;
using std::chrono::days;
using std::chrono::sys_days;
using std::chrono::weekday;
using namespace std::chrono_literals;

namespace {

model::EvaluationContext noon_on(sys_days day, weekday week_start = std::chrono::Sunday) {
  return {day + 12h, language::TimeZone{}, week_start};
}

std::string read(const std::string& text, const model::EvaluationContext& context = {}) {
  const auto range = model::parse_period(text, context);
  if (!range) return {};
  return range->from == range->to ? model::format_value(range->from) : model::format_value(*range);
}

/// The error message for a text that is not a Hijri period, or an empty text.
std::string error(const std::string& text, Language language = Language::kEnglish) {
  static const language::MessageCatalog kMessages{language::MessageCatalog::OnMissing::kThrow};
  const auto message = model::hijri_error(text);
  return message ? kMessages.text(language, *message) : "";
}

}  // namespace

TEST_CASE("a week begins on the organization's first day, across months and years") {
  struct Case {
    sys_days today;
    weekday start;
    const char* last;
    const char* current;
    const char* next;
  };
  // By Python's calendar.Calendar(firstweekday).monthdatescalendar().
  const Case cases[] = {
      {2026y / 2 / 18, std::chrono::Saturday, "2026-02-07/2026-02-13", "2026-02-14/2026-02-20",
       "2026-02-21/2026-02-27"},
      {2026y / 2 / 18, std::chrono::Sunday, "2026-02-08/2026-02-14", "2026-02-15/2026-02-21",
       "2026-02-22/2026-02-28"},
      {2026y / 2 / 18, std::chrono::Monday, "2026-02-09/2026-02-15", "2026-02-16/2026-02-22",
       "2026-02-23/2026-03-01"},
      {2025y / 12 / 31, std::chrono::Saturday, "2025-12-20/2025-12-26", "2025-12-27/2026-01-02",
       "2026-01-03/2026-01-09"},
      {2025y / 12 / 31, std::chrono::Sunday, "2025-12-21/2025-12-27", "2025-12-28/2026-01-03",
       "2026-01-04/2026-01-10"},
      {2025y / 12 / 31, std::chrono::Monday, "2025-12-22/2025-12-28", "2025-12-29/2026-01-04",
       "2026-01-05/2026-01-11"},
      {2024y / 3 / 1, std::chrono::Saturday, "2024-02-17/2024-02-23", "2024-02-24/2024-03-01",
       "2024-03-02/2024-03-08"},
      {2024y / 3 / 2, std::chrono::Saturday, "2024-02-24/2024-03-01", "2024-03-02/2024-03-08",
       "2024-03-09/2024-03-15"},
      {2024y / 3 / 3, std::chrono::Sunday, "2024-02-25/2024-03-02", "2024-03-03/2024-03-09",
       "2024-03-10/2024-03-16"},
      {2024y / 3 / 3, std::chrono::Monday, "2024-02-19/2024-02-25", "2024-02-26/2024-03-03",
       "2024-03-04/2024-03-10"},
      {2027y / 1 / 1, std::chrono::Saturday, "2026-12-19/2026-12-25", "2026-12-26/2027-01-01",
       "2027-01-02/2027-01-08"},
  };
  for (const Case& each : cases) {
    const model::EvaluationContext context = noon_on(each.today, each.start);
    INFO(each.current);
    CHECK(read("lastWeek", context) == each.last);
    CHECK(read("thisWeek", context) == each.current);
    CHECK(read("nextWeek", context) == each.next);
    CHECK(read("weekToDate", context).starts_with(std::string{each.current}.substr(0, 10)));
  }
}

TEST_CASE("each day is in the week that begins on the first day of the week") {
  int wrong = 0;
  for (const weekday start : {std::chrono::Saturday, std::chrono::Sunday, std::chrono::Monday}) {
    for (sys_days today = 2023y / 12 / 20; today < sys_days{2028y / 3 / 10}; today += days{1}) {
      const model::EvaluationContext context = noon_on(today, start);
      const auto current = model::parse_period("thisWeek", context);
      const auto last = model::parse_period("lastWeek", context);
      const auto so_far = model::parse_period("weekToDate", context);
      REQUIRE((current && last && so_far));
      const sys_days from{current->from};
      const bool is_right = weekday{from} == start && from <= today && today < from + days{7} &&
                            sys_days{current->to} == from + days{6} &&
                            sys_days{last->from} == from - days{7} &&
                            sys_days{last->to} == from - days{1} && so_far->from == current->from &&
                            sys_days{so_far->to} == today;
      if (!is_right) ++wrong;
    }
  }
  CHECK(wrong == 0);
}

TEST_CASE("a week depends on the day in the organization's time zone") {
  // 22:30 UTC on Saturday is Sunday in Riyadh.
  const model::EvaluationContext riyadh{sys_days{2026y / 2 / 14} + 22h + 30min,
                                        language::TimeZone{"Asia/Riyadh"}, std::chrono::Sunday};
  CHECK(read("thisWeek", riyadh) == "2026-02-15/2026-02-21");
  const model::EvaluationContext utc{riyadh.now, language::TimeZone{}, std::chrono::Sunday};
  CHECK(read("thisWeek", utc) == "2026-02-08/2026-02-14");
}

TEST_CASE("Hijri periods are those of the published calendar") {
  CHECK(read("hijri:1343") == "1924-08-01/1925-07-22");
  CHECK(read("hijri:1343-09") == "1925-03-27/1925-04-23");  // 28 days
  CHECK(read("hijri:1345-05-31") == "1926-12-06");          // of 31
  CHECK(read("hijri:1419-09-01") == "1998-12-19");
  CHECK(read("hijri:1447-9-2") == "2026-02-19");
  CHECK(read("hijri:1451-04-01") == "2029-08-11");
  CHECK(read("hijri:1500-12") == "2077-10-18/2077-11-16");
  CHECK(read("hijri:1500") == "2076-11-27/2077-11-16");
  for (const char* prefix : {"hijri:", "Hijri:", "HIJRI:", "hIjRi:"}) {
    INFO(prefix);
    CHECK(read(std::string{prefix} + "1447-09-02") == "2026-02-19");
    CHECK(read(std::string{prefix} + "1447-09-01/HIJRI:1447-09-10") == "2026-02-18/2026-02-27");
    CHECK(error(std::string{prefix} + "1447-13") == error("hijri:1447-13"));
  }
}

TEST_CASE("an interval may have Hijri ends, of a day, a month or a year") {
  CHECK(read("hijri:1447-09-01/hijri:1447-09-10") == "2026-02-18/2026-02-27");
  CHECK(read("hijri:1446-12-28/hijri:1447-01-02") == "2025-06-24/2025-06-27");
  CHECK(read("hijri:1447-09-01/hijri:1447-09-01") == "2026-02-18");
  CHECK(read("hijri:1447-01/hijri:1447-03") == "2025-06-26/2025-09-22");
  CHECK(read("hijri:1446/hijri:1447") == "2024-07-07/2026-06-15");
  CHECK(read("hijri:1447-09/hijri:1447") == "2026-02-18/2026-06-15");
  CHECK(read("2026-02-01/hijri:1447-09-01") == "2026-02-01/2026-02-18");
  CHECK(read("hijri:1447-09-01/2026-02-28") == "2026-02-18/2026-02-28");
  for (const char* bad :
       {"hijri:1447-09-01/1447-09-10", "hijri:1447-09-10/hijri:1447-09-01", "hijri:1447-09-01/",
        "/hijri:1447-09-01", "hijri:1447/09/01", "hijri:1447-09-01/hijri:1447-09-31",
        "hijri:1447-09-01/hijri:1447-09-02/hijri:1447-09-03", "hijri:1342/hijri:1343",
        "hijri:1447-09-01/today", "hijri:1447-09-01 / hijri:1447-09-10"}) {
    INFO(bad);
    CHECK(read(bad, noon_on(2026y / 3 / 1)).empty());
    CHECK_FALSE(error(bad).empty());
  }
  for (const char* other : {"2026-01-31/2026-01-01", "thisHijriYear", "today", "1447-09-01", "",
                            "hijri", "xhijri:1447"}) {
    INFO(other);
    CHECK(error(other).empty());
  }
}

TEST_CASE("a Hijri day that its month does not have is refused with the length of the month") {
  CHECK(read("hijri:1446-09-29") == "2025-03-29");
  CHECK(error("hijri:1446-09-30") == "There is no day 30: month 9 of 1446 has 29 days.");
  CHECK(error("HIJRI:1446-9-31") == "There is no day 31: month 9 of 1446 has 29 days.");
  CHECK(error("hijri:1447-09-31") == "There is no day 31: month 9 of 1447 has 30 days.");
  CHECK(error("hijri:1343-09-29") == "There is no day 29: month 9 of 1343 has 28 days.");
  CHECK(error("hijri:1345-05-32") == "There is no day 32: month 5 of 1345 has 31 days.");
  CHECK(error("hijri:1500-12-31") == "There is no day 31: month 12 of 1500 has 30 days.");
  CHECK(error("hijri:1446-09-01/hijri:1446-09-30") == error("hijri:1446-09-30"));
  CHECK(error("hijri:1446-09-30/hijri:1446-10-05") == error("hijri:1446-09-30"));
  CHECK(error("hijri:1446-09-30", Language::kArabic) == arabic("prose", "no_such_hijri_day"));
  for (const char* none :
       {"hijri:1447-09-00", "hijri:1447-13", "hijri:1447-00-01", "hijri:1342", "hijri:1501",
        "hijri:1342-12-29", "hijri:1501-01-01", "hijri:", "hijri: 1447", "hijri:1447-09-1x"}) {
    INFO(none);
    CHECK(error(none).starts_with("There is no such Hijri date."));
    CHECK(error(none).find("years from 1343 to 1500") != std::string::npos);
  }
  CHECK(error("hijri:1447-09-10/hijri:1447-09-01") ==
        "The range begins at hijri:1447-09-10, after its end at hijri:1447-09-01. Exchange them.");
}

TEST_CASE("relative Hijri periods follow the published calendar, across months and years") {
  const auto said = [](sys_days today, const char* word) { return read(word, noon_on(today)); };
  CHECK(said(2025y / 6 / 25, "thisHijriYear") == "2024-07-07/2025-06-25");
  CHECK(said(2025y / 6 / 26, "thisHijriYear") == "2025-06-26/2026-06-15");
  CHECK(said(2025y / 6 / 26, "lastHijriMonth") == "2025-05-28/2025-06-25");
  CHECK(said(2025y / 6 / 25, "nextHijriMonth") == "2025-06-26/2025-07-25");
  CHECK(said(2025y / 6 / 25, "hijriYearToDate") == "2024-07-07/2025-06-25");
  CHECK(said(2029y / 8 / 11, "thisHijriMonth") == "2029-08-11/2029-09-09");
  CHECK(said(2029y / 8 / 10, "hijriMonthToDate") == "2029-07-13/2029-08-10");
  CHECK(said(2077y / 11 / 16, "thisHijriYear") == "2076-11-27/2077-11-16");
  CHECK(said(2077y / 11 / 16, "nextHijriMonth").empty());
  CHECK(said(2077y / 11 / 17, "thisHijriMonth").empty());
  CHECK(said(1924y / 8 / 1, "lastHijriMonth").empty());
}
