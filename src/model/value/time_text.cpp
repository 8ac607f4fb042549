#include "model/value/time_text.h"

#include <utility>

namespace model {
namespace {

using std::chrono::microseconds;
using std::chrono::seconds;

/// Consumes a text from its beginning.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : rest_(text) {}

  /// A number with a number of digits in this range.
  std::optional<int> number(std::size_t min_digits, std::size_t max_digits) {
    std::size_t count = 0;
    int value = 0;
    while (count < max_digits && count < rest_.size() && rest_[count] >= '0' &&
           rest_[count] <= '9') {
      value = value * 10 + (rest_[count++] - '0');
    }
    if (count < min_digits) return std::nullopt;
    rest_.remove_prefix(count);
    digit_count_ = count;
    return value;
  }
  std::optional<int> number(std::size_t digits) { return number(digits, digits); }
  /// Of the last number.
  [[nodiscard]] std::size_t digit_count() const { return digit_count_; }

  bool consume(char c) {
    if (!rest_.starts_with(c)) return false;
    rest_.remove_prefix(1);
    return true;
  }
  [[nodiscard]] bool is_done() const { return rest_.empty(); }

 private:
  std::string_view rest_;
  std::size_t digit_count_ = 0;
};

std::optional<Date> date(Scanner& scan) {
  const auto year = scan.number(4);
  if (!year || !scan.consume('-')) return std::nullopt;
  const auto month = scan.number(2);
  if (!month || !scan.consume('-')) return std::nullopt;
  const auto day = scan.number(2);
  if (!day) return std::nullopt;
  const Date date{std::chrono::year{*year}, std::chrono::month{static_cast<unsigned>(*month)},
                  std::chrono::day{static_cast<unsigned>(*day)}};
  if (!date.ok() || *year == 0) return std::nullopt;
  return date;
}

/// After the point. Digits beyond microseconds are cut off.
std::optional<microseconds> fraction(Scanner& scan) {
  auto value = scan.number(1, 9);
  if (!value) return std::nullopt;
  std::int64_t nanoseconds = *value;
  for (std::size_t digits = scan.digit_count(); digits < 9; ++digits) nanoseconds *= 10;
  while (scan.number(1)) continue;
  return microseconds{nanoseconds / 1000};
}

std::optional<microseconds> clock(Scanner& scan) {
  const auto hour = scan.number(2);
  if (!hour || *hour > 23 || !scan.consume(':')) return std::nullopt;
  const auto minute = scan.number(2);
  if (!minute || *minute > 59) return std::nullopt;
  microseconds time = std::chrono::hours{*hour} + std::chrono::minutes{*minute};
  if (!scan.consume(':')) return time;
  const auto second = scan.number(2);
  if (!second || *second > 59) return std::nullopt;
  time += seconds{*second};
  if (!scan.consume('.')) return time;
  const auto rest = fraction(scan);
  if (!rest) return std::nullopt;
  return time + *rest;
}

std::optional<seconds> offset(Scanner& scan) {
  if (scan.consume('Z') || scan.consume('z')) return seconds{0};
  const bool is_west = scan.consume('-');
  if (!is_west && !scan.consume('+')) return std::nullopt;
  const auto hours = scan.number(2);
  if (!hours || *hours > 18) return std::nullopt;
  const bool has_more = scan.consume(':') || !scan.is_done();
  const auto minutes = has_more ? scan.number(2) : std::optional{0};
  if (!minutes || *minutes > 59) return std::nullopt;
  const auto odd = scan.consume(':') ? scan.number(2) : std::optional{0};
  if (!odd || *odd > 59) return std::nullopt;
  const seconds east = std::chrono::hours{*hours} + std::chrono::minutes{*minutes} + seconds{*odd};
  return is_west ? -east : east;
}

}  // namespace

std::optional<Date> parse_date(std::string_view text) {
  Scanner scan{text};
  const auto found = date(scan);
  return scan.is_done() ? found : std::nullopt;
}

std::optional<DateTimeText> parse_date_time(std::string_view text) {
  Scanner scan{text};
  const auto day = date(scan);
  if (!day || (!scan.consume('T') && !scan.consume(' '))) return std::nullopt;
  const auto time = clock(scan);
  if (!time) return std::nullopt;
  DateTimeText found{std::chrono::local_days{*day} + *time, std::nullopt};
  if (scan.is_done()) return found;
  found.offset = offset(scan);
  if (!found.offset || !scan.is_done()) return std::nullopt;
  return found;
}

std::optional<base::Time> parse_moment(std::string_view text, const language::TimeZone& zone) {
  if (const auto date = parse_date(text)) return zone.to_moment(std::chrono::local_days{*date});
  const auto time = parse_date_time(text);
  if (!time) return std::nullopt;
  if (!time->offset) return zone.to_moment(time->local_time);
  return base::Time{time->local_time.time_since_epoch()} - *time->offset;
}

std::optional<TimeOfDay> parse_time_of_day(std::string_view text) {
  Scanner scan{text};
  const auto time = clock(scan);
  if (!time || !scan.is_done()) return std::nullopt;
  return TimeOfDay{*time};
}

std::optional<seconds> parse_duration(std::string_view text) {
  Scanner scan{text};
  const auto hours = scan.number(1, 6);
  if (!hours || !scan.consume(':')) return std::nullopt;
  const auto minutes = scan.number(2);
  if (!minutes || *minutes > 59 || !scan.consume(':')) return std::nullopt;
  const auto rest = scan.number(2);
  if (!rest || *rest > 59 || !scan.is_done()) return std::nullopt;
  return std::chrono::hours{*hours} + std::chrono::minutes{*minutes} + seconds{*rest};
}

std::string format_duration(seconds duration) {
  const std::chrono::hh_mm_ss clock{duration};
  const auto two = [](std::int64_t number) {
    return (number < 10 ? "0" : "") + std::to_string(number);
  };
  return (clock.is_negative() ? "-" : "") + std::to_string(clock.hours().count()) + ":" +
         two(clock.minutes().count()) + ":" + two(clock.seconds().count());
}

std::optional<seconds> parse_time_limit(std::string_view text) {
  Scanner scan{text};
  const auto count = scan.number(1, 6);
  if (!count) return std::nullopt;
  constexpr std::pair<char, seconds> kUnits[] = {
      {'s', seconds{1}}, {'m', seconds{60}}, {'h', seconds{3600}}, {'d', seconds{86400}}};
  for (const auto& [letter, unit] : kUnits) {
    if (scan.consume(letter)) return scan.is_done() ? std::optional{unit * *count} : std::nullopt;
  }
  return std::nullopt;
}

}  // namespace model
