#include "model/period.h"

#include <array>
#include <charconv>
#include <utility>

#include "language/calendar.h"
#include "model/time_text.h"

namespace model {
namespace {

using std::chrono::days;
using std::chrono::months;
using std::chrono::sys_days;

using Range = std::optional<DateRange>;

Range range(std::optional<sys_days> first, std::optional<sys_days> behind) {
  if (!first || !behind) return std::nullopt;
  return DateRange{Date{*first}, Date{*behind - days{1}}};
}

// Each gives the period that lies `steps` after the one that holds the day.

Range week(Date day, int steps) {
  const sys_days date{day};
  const sys_days sunday = date - (std::chrono::weekday{date} - std::chrono::Sunday);
  const sys_days first = sunday + days{7 * steps};
  return range(first, first + days{7});
}

/// Of one month or several, counted from January.
Range months_of(Date day, int steps, unsigned size) {
  const unsigned number = unsigned{day.month()} - 1;
  const Date first = day.year() / std::chrono::month{number / size * size + 1} / 1;
  const auto count = static_cast<int>(size);
  return range(sys_days{first + months{steps * count}},
               sys_days{first + months{(steps + 1) * count}});
}

Range month(Date day, int steps) { return months_of(day, steps, 1); }
Range quarter(Date day, int steps) { return months_of(day, steps, 3); }
Range year(Date day, int steps) { return months_of(day, steps, 12); }

Range hijri_month(Date day, int steps) {
  const auto hijri = language::hijri(sys_days{day});
  if (!hijri) return std::nullopt;
  const int month = hijri->month + steps;
  return range(language::first_day_of_hijri_month(hijri->year, month),
               language::first_day_of_hijri_month(hijri->year, month + 1));
}

Range hijri_year(Date day, int steps) {
  const auto hijri = language::hijri(sys_days{day});
  if (!hijri) return std::nullopt;
  return range(language::first_day_of_hijri_month(hijri->year + steps, 1),
               language::first_day_of_hijri_month(hijri->year + steps + 1, 1));
}

struct Unit {
  std::string_view name;   // behind this, last and next
  std::string_view small;  // before ToDate
  Range (*period)(Date, int);
};
constexpr std::array<Unit, 6> kUnits{{{"Week", "week", week},
                                      {"Month", "month", month},
                                      {"Quarter", "quarter", quarter},
                                      {"Year", "year", year},
                                      {"HijriMonth", "hijriMonth", hijri_month},
                                      {"HijriYear", "hijriYear", hijri_year}}};

bool take(std::string_view& text, std::string_view beginning) {
  if (!text.starts_with(beginning)) return false;
  text.remove_prefix(beginning.size());
  return true;
}

/// The number that the text begins with, which it loses; of `most` digits.
std::optional<int> take_number(std::string_view& text, std::size_t most) {
  int number = 0;
  const char* end = text.data() + std::min(text.size(), most);
  const auto [stop, fault] = std::from_chars(text.data(), end, number);
  if (fault != std::errc{} || number < 0) return std::nullopt;
  text.remove_prefix(static_cast<std::size_t>(stop - text.data()));
  return number;
}

/// "30Days" behind last or next.
Range some_days(std::string_view text, Date today, bool back) {
  constexpr int kMost = 3'660;
  const auto count = take_number(text, 4);
  if (!count || *count < 1 || *count > kMost || text != "Days") return std::nullopt;
  const sys_days day{today};
  const days others{*count - 1};
  return back ? DateRange{Date{day - others}, today} : DateRange{today, Date{day + others}};
}

Range word(std::string_view text, Date today) {
  const sys_days day{today};
  if (text == "today") return range(day, day + days{1});
  if (text == "yesterday") return range(day - days{1}, day);
  if (text == "tomorrow") return range(day + days{1}, day + days{2});
  for (const Unit& unit : kUnits) {
    std::string_view rest = text;
    if (take(rest, unit.small) && rest == "ToDate") {
      auto period = unit.period(today, 0);
      if (period) period->to = today;
      return period;
    }
  }
  constexpr std::array<std::pair<std::string_view, int>, 3> kSteps{
      {{"this", 0}, {"last", -1}, {"next", 1}}};
  for (const auto& [beginning, steps] : kSteps) {
    std::string_view rest = text;
    if (!take(rest, beginning)) continue;
    for (const Unit& unit : kUnits) {
      if (rest == unit.name) return unit.period(today, steps);
    }
    return steps == 0 ? std::nullopt : some_days(rest, today, steps < 0);
  }
  return std::nullopt;
}

/// "1447", "1447-09", "1447-09-01".
Range hijri(std::string_view text) {
  const auto year = take_number(text, 4);
  if (!year) return std::nullopt;
  if (text.empty()) {
    return range(language::first_day_of_hijri_month(*year, 1),
                 language::first_day_of_hijri_month(*year + 1, 1));
  }
  const auto month = take(text, "-") ? take_number(text, 2) : std::nullopt;
  if (!month || *month < 1 || *month > 12) return std::nullopt;
  const auto whole = range(language::first_day_of_hijri_month(*year, *month),
                           language::first_day_of_hijri_month(*year, *month + 1));
  if (text.empty() || !whole) return whole;
  const auto day = take(text, "-") ? take_number(text, 2) : std::nullopt;
  if (!day || *day < 1 || !text.empty()) return std::nullopt;
  const sys_days date = sys_days{whole->from} + days{*day - 1};
  return date > sys_days{whole->to} ? std::nullopt : range(date, date + days{1});
}

}  // namespace

std::optional<DateRange> period_of(std::string_view text, std::optional<Date> today) {
  if (const auto day = date_of(text)) return DateRange{*day, *day};
  if (take(text, "hijri:")) return hijri(text);
  const auto slash = text.find('/');
  if (slash != std::string_view::npos) {
    const auto from = date_of(text.substr(0, slash));
    const auto to = date_of(text.substr(slash + 1));
    return from && to && *from <= *to ? Range{{*from, *to}} : std::nullopt;
  }
  return today ? word(text, *today) : std::nullopt;
}

}  // namespace model
