#include "model/value/period.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "base/ascii.h"
#include "base/edit_distance.h"
#include "language/umm_al_qura.h"
#include "model/value/time_text.h"

namespace model {
namespace {

using std::chrono::days;
using std::chrono::months;
using std::chrono::sys_days;

using Range = std::optional<DateRange>;

Range range(std::optional<sys_days> first, std::optional<sys_days> end) {
  if (!first || !end) return std::nullopt;
  return DateRange{Date{*first}, Date{*end - days{1}}};
}

/// What relative periods depend on.
struct Today {
  Date date;
  std::chrono::weekday week_start;
};

// Each returns the period that is `steps` periods after the one with the day.

Range week(const Today& today, int steps) {
  const sys_days day{today.date};
  const sys_days start = day - (std::chrono::weekday{day} - today.week_start);
  const sys_days first = start + days{7 * steps};
  return range(first, first + days{7});
}

/// A period of `size` months, counted from January.
Range months_period(Date day, int steps, unsigned size) {
  const unsigned number = unsigned{day.month()} - 1;
  const Date first = day.year() / std::chrono::month{number / size * size + 1} / 1;
  const auto count = static_cast<int>(size);
  return range(sys_days{first + months{steps * count}},
               sys_days{first + months{(steps + 1) * count}});
}

Range month(const Today& today, int steps) { return months_period(today.date, steps, 1); }
Range quarter(const Today& today, int steps) { return months_period(today.date, steps, 3); }
Range year(const Today& today, int steps) { return months_period(today.date, steps, 12); }

Range hijri_month(const Today& today, int steps) {
  const auto hijri = language::to_hijri(sys_days{today.date});
  if (!hijri) return std::nullopt;
  const int month = hijri->month + steps;
  return range(language::first_day_of_hijri_month(hijri->year, month),
               language::first_day_of_hijri_month(hijri->year, month + 1));
}

Range hijri_year(const Today& today, int steps) {
  const auto hijri = language::to_hijri(sys_days{today.date});
  if (!hijri) return std::nullopt;
  return range(language::first_day_of_hijri_month(hijri->year + steps, 1),
               language::first_day_of_hijri_month(hijri->year + steps + 1, 1));
}

struct Unit {
  std::string_view name;   // after this, last and next
  std::string_view small;  // before ToDate
  Range (*period)(const Today&, int);
};
constexpr std::array<Unit, 6> kUnits{{{"Week", "week", week},
                                      {"Month", "month", month},
                                      {"Quarter", "quarter", quarter},
                                      {"Year", "year", year},
                                      {"HijriMonth", "hijriMonth", hijri_month},
                                      {"HijriYear", "hijriYear", hijri_year}}};

bool consume(std::string_view& text, std::string_view beginning) {
  if (!text.starts_with(beginning)) return false;
  text.remove_prefix(beginning.size());
  return true;
}

/// Removes a number of at most `max_digits` digits from the beginning of the text.
std::optional<int> consume_number(std::string_view& text, std::size_t max_digits) {
  int number = 0;
  const char* end = text.data() + std::min(text.size(), max_digits);
  const auto [stop, error] = std::from_chars(text.data(), end, number);
  if (error != std::errc{} || number < 0) return std::nullopt;
  text.remove_prefix(static_cast<std::size_t>(stop - text.data()));
  return number;
}

/// Parses "30Days" after last or next.
Range parse_day_count(std::string_view text, Date today, bool back) {
  constexpr int kMaxDays = 3'660;
  const auto count = consume_number(text, 4);
  if (!count || *count < 1 || *count > kMaxDays || text != "Days") return std::nullopt;
  const sys_days day{today};
  const days others{*count - 1};
  return back ? DateRange{Date{day - others}, today} : DateRange{today, Date{day + others}};
}

Range parse_relative_period(std::string_view text, const Today& today) {
  const sys_days day{today.date};
  if (text == "today") return range(day, day + days{1});
  if (text == "yesterday") return range(day - days{1}, day);
  if (text == "tomorrow") return range(day + days{1}, day + days{2});
  for (const Unit& unit : kUnits) {
    std::string_view rest = text;
    if (consume(rest, unit.small) && rest == "ToDate") {
      auto period = unit.period(today, 0);
      if (period) period->to = today.date;
      return period;
    }
  }
  constexpr std::array<std::pair<std::string_view, int>, 3> kSteps{
      {{"this", 0}, {"last", -1}, {"next", 1}}};
  for (const auto& [beginning, steps] : kSteps) {
    std::string_view rest = text;
    if (!consume(rest, beginning)) continue;
    for (const Unit& unit : kUnits) {
      if (rest == unit.name) return unit.period(today, steps);
    }
    return steps == 0 ? std::nullopt : parse_day_count(rest, today.date, steps < 0);
  }
  return std::nullopt;
}

/// Hijri days, or the error.
using HijriDays = std::variant<DateRange, base::Message>;

bool consume_hijri_prefix(std::string_view& text) {
  constexpr std::string_view kPrefix = "hijri:";
  if (!base::equal_ignoring_case(text.substr(0, kPrefix.size()), kPrefix)) return false;
  text.remove_prefix(kPrefix.size());
  return true;
}

base::Message not_hijri_period() {
  return base::Message{"model.not_hijri_period",
                       {{"first", std::to_string(language::kFirstHijriYear)},
                        {"last", std::to_string(language::kLastHijriYear)}}};
}

/// `count` is the number of days of the month.
base::Message no_such_hijri_day(int year, int month, int day, days count) {
  return base::Message{"model.no_such_hijri_day",
                       {{"day", std::int64_t{day}},
                        {"month", std::int64_t{month}},
                        {"year", std::to_string(year)},
                        {"count", std::int64_t{count.count()}}}};
}

/// "1447", "1447-09", "1447-09-01".
HijriDays parse_hijri_days(std::string_view text) {
  const auto year = consume_number(text, 4);
  if (!year) return not_hijri_period();
  if (text.empty()) {
    const auto whole = range(language::first_day_of_hijri_month(*year, 1),
                             language::first_day_of_hijri_month(*year + 1, 1));
    return whole ? HijriDays{*whole} : not_hijri_period();
  }
  const auto month = consume(text, "-") ? consume_number(text, 2) : std::nullopt;
  if (!month || *month < 1 || *month > 12) return not_hijri_period();
  const auto first = language::first_day_of_hijri_month(*year, *month);
  const auto end = language::first_day_of_hijri_month(*year, *month + 1);
  if (!first || !end) return not_hijri_period();
  if (text.empty()) return *range(first, end);
  const auto day = consume(text, "-") ? consume_number(text, 2) : std::nullopt;
  if (!day || *day < 1 || !text.empty()) return not_hijri_period();
  const sys_days date = *first + days{*day - 1};
  if (date >= *end) return no_such_hijri_day(*year, *month, *day, *end - *first);
  return *range(date, date + days{1});
}

/// Parses one end of an interval, or a text without a slash: a date or Hijri days. Absent for
/// anything else.
std::optional<HijriDays> parse_days(std::string_view text) {
  if (const auto day = parse_date(text)) return DateRange{*day, *day};
  if (consume_hijri_prefix(text)) return parse_hijri_days(text);
  return std::nullopt;
}

/// Splits "FROM/TO". Without a slash both parts are the text itself.
std::pair<std::string_view, std::string_view> split_range(std::string_view text) {
  const auto slash = text.find('/');
  if (slash == std::string_view::npos) return {text, text};
  return {text.substr(0, slash), text.substr(slash + 1)};
}

std::vector<std::string> all_words() {
  std::vector<std::string> words{"today", "yesterday", "tomorrow"};
  for (const Unit& unit : kUnits) {
    for (const std::string beginning : {"this", "last", "next"}) {
      words.push_back(beginning + std::string{unit.name});
    }
    words.push_back(std::string{unit.small} + "ToDate");
  }
  return words;
}

}  // namespace

std::optional<DateRange> parse_period(std::string_view text, const EvaluationContext& context) {
  const auto [first, last] = split_range(text);
  const auto from = parse_days(first);
  const auto to = parse_days(last);
  if (from && to) {
    const auto* begin = std::get_if<DateRange>(&*from);
    const auto* end = std::get_if<DateRange>(&*to);
    const bool is_period = begin != nullptr && end != nullptr && begin->from <= end->to;
    return is_period ? Range{{begin->from, end->to}} : std::nullopt;
  }
  const auto today = context.today();
  return today ? parse_relative_period(text, {*today, context.week_start}) : std::nullopt;
}

std::optional<base::Message> hijri_error(std::string_view text) {
  const auto [first, last] = split_range(text);
  bool is_hijri = false;
  for (std::string_view end : {first, last}) is_hijri |= consume_hijri_prefix(end);
  if (!is_hijri) return std::nullopt;
  const auto from = parse_days(first);
  const auto to = parse_days(last);
  for (const auto& end : {from, to}) {
    if (!end) return not_hijri_period();
    if (const auto* error = std::get_if<base::Message>(&*end)) return *error;
  }
  if (std::get<DateRange>(*from).from <= std::get<DateRange>(*to).to) return std::nullopt;
  return base::Message{"model.range_reversed",
                       {{"from", std::string{first}}, {"to", std::string{last}}}};
}

std::string_view suggest_period(std::string_view text) {
  constexpr std::size_t kMaxEditDistance = 2;
  constexpr std::size_t kMaxLength = 24;
  static const std::vector<std::string> kWords = all_words();
  if (text.size() > kMaxLength) return {};
  const auto nearest = std::ranges::min_element(
      kWords, {}, [&](const std::string& word) { return base::edit_distance(text, word); });
  return base::edit_distance(text, *nearest) <= kMaxEditDistance ? *nearest : std::string_view{};
}

}  // namespace model
