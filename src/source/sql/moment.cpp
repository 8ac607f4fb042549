#include "source/sql/moment.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "base/ascii.h"
#include "base/time.h"
#include "model/value/value.h"
#include "source/sql/value_reader.h"

namespace source {
namespace {

// Seconds.
constexpr double kMinute = 60;
constexpr double kHour = 3'600;
constexpr double kDaySeconds = 86'400;
constexpr std::array<std::pair<std::string_view, double>, 3> kUnits{
    {{"year", 365.25 * kDaySeconds}, {"mon", 30 * kDaySeconds}, {"day", kDaySeconds}}};

/// Removes `count` digits from the front of the text and returns their number.
std::optional<int> consume_number(std::string_view& text, std::size_t count) {
  if (text.size() < count) return std::nullopt;
  int value = 0;
  for (const char c : text.substr(0, count)) {
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + (c - '0');
  }
  text.remove_prefix(count);
  return value;
}

bool consume(std::string_view& text, char c) {
  if (!text.starts_with(c)) return false;
  text.remove_prefix(1);
  return true;
}

bool consume(std::string_view& text, std::string_view word) {
  if (!text.starts_with(word)) return false;
  text.remove_prefix(word.size());
  return true;
}

std::optional<std::chrono::sys_days> consume_day(std::string_view& text) {
  constexpr std::string_view kForm = "0000-00-00";
  if (text.size() < kForm.size()) return std::nullopt;
  std::array<unsigned, kForm.size()> digits{};
  bool is_date = true;
  for (std::size_t i = 0; i < kForm.size(); ++i) {  // reads all ten without a branch
    digits[i] = static_cast<unsigned>(text[i] - kForm[i]);
    is_date &= digits[i] <= (kForm[i] == '-' ? 0U : 9U);
  }
  if (!is_date) return std::nullopt;
  text.remove_prefix(kForm.size());
  const unsigned year = digits[0] * 1000 + digits[1] * 100 + digits[2] * 10 + digits[3];
  const std::chrono::year_month_day date{std::chrono::year{static_cast<int>(year)},
                                         std::chrono::month{digits[5] * 10 + digits[6]},
                                         std::chrono::day{digits[8] * 10 + digits[9]}};
  if (!date.ok() || year == 0) return std::nullopt;
  return std::chrono::sys_days{date};
}

std::optional<std::chrono::seconds> consume_time(std::string_view& text) {
  const auto hour = consume_number(text, 2);
  if (!hour || *hour > 23 || !consume(text, ':')) return std::nullopt;
  const auto minute = consume_number(text, 2);
  if (!minute || *minute > 59) return std::nullopt;
  int second = 0;
  if (consume(text, ':')) {
    const auto read = consume_number(text, 2);
    if (!read || *read > 59) return std::nullopt;
    second = *read;
    if (consume(text, '.')) {
      const auto end = std::ranges::find_if_not(text, [](char c) { return c >= '0' && c <= '9'; });
      if (end == text.begin()) return std::nullopt;
      text.remove_prefix(static_cast<std::size_t>(end - text.begin()));
    }
  }
  return std::chrono::hours{*hour} + std::chrono::minutes{*minute} + std::chrono::seconds{second};
}

/// "Z", "+03:06:52", "+03:00", "+0300" or "+03", as seconds east of UTC.
std::optional<std::chrono::seconds> consume_offset(std::string_view& text) {
  if (consume(text, 'Z') || consume(text, 'z')) return std::chrono::seconds{0};
  const bool west = text.starts_with('-');
  if (!west && !text.starts_with('+')) return std::nullopt;
  text.remove_prefix(1);
  const auto hours = consume_number(text, 2);
  if (!hours || *hours > 18) return std::nullopt;
  const bool has_more = consume(text, ':') || !text.empty();
  const auto minutes = has_more ? consume_number(text, 2) : std::optional{0};
  if (!minutes || *minutes > 59) return std::nullopt;
  const auto odd = consume(text, ':') ? consume_number(text, 2) : std::optional{0};
  if (!odd || *odd > 59) return std::nullopt;
  const std::chrono::seconds east =
      std::chrono::hours{*hours} + std::chrono::minutes{*minutes} + std::chrono::seconds{*odd};
  return west ? -east : east;
}

/// Digits from the front of the text, with a decimal point where `has_point`.
std::optional<double> consume_decimal(std::string_view& text, bool has_point = false) {
  const std::string_view digits =
      text.substr(0, text.find_first_not_of(has_point ? "0123456789." : "0123456789"));
  double number = 0;
  const char* end = digits.data() + digits.size();
  const auto [stop, error] = std::from_chars(digits.data(), end, number, std::chars_format::fixed);
  if (error != std::errc{} || stop != end || digits.ends_with('.')) return std::nullopt;
  text.remove_prefix(digits.size());
  return number;
}

/// The number that the whole text is, without an exponent.
std::optional<double> parse_number(std::string_view text) {
  if (text.find_first_not_of("0123456789+-.") != std::string_view::npos) return std::nullopt;
  double number = 0;
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, number);
  return error == std::errc{} && stop == end ? std::optional{number} : std::nullopt;
}

/// "30:00" or "30:00.5", after the hours.
std::optional<double> parse_clock(double hours, std::string_view text) {
  constexpr std::size_t kTwoDigits = 2;
  std::string_view seconds_text = text.substr(std::min(text.size(), kTwoDigits));
  std::string_view minutes_text = text.substr(0, kTwoDigits);
  const auto minutes = consume_decimal(minutes_text);
  if (!minutes || !minutes_text.empty() || !consume(seconds_text, ":")) return std::nullopt;
  const std::size_t point = seconds_text.find('.');
  if (seconds_text.substr(0, point).size() != kTwoDigits) return std::nullopt;
  const auto second = consume_decimal(seconds_text, true);
  if (!second || !seconds_text.empty()) return std::nullopt;
  if (*minutes >= kMinute || *second >= kMinute) return std::nullopt;
  return hours * kHour + *minutes * kMinute + *second;
}

std::optional<double> consume_unit(std::string_view& text) {
  for (const auto& [name, length] : kUnits) {
    if (!consume(text, name)) continue;
    consume(text, "s");
    return text.empty() || consume(text, " ") ? std::optional{length} : std::nullopt;
  }
  return std::nullopt;
}

}  // namespace

std::optional<bool> parse_boolean(std::string_view text) {
  text = trimmed(text);
  if (text == "1") return true;  // most databases write it so
  if (text == "0") return false;
  const auto is_it = [text](std::string_view word) {
    return base::equal_ignoring_case(text, word);
  };
  if (std::ranges::any_of(model::kTrueTexts, is_it)) return true;
  if (std::ranges::any_of(model::kFalseTexts, is_it)) return false;
  return std::nullopt;
}

std::optional<std::chrono::sys_days> parse_day(std::string_view text,
                                               const language::TimeZone& zone) {
  constexpr std::string_view kForm = "0000-00-00";
  text = trimmed(text);
  if (text.size() == kForm.size()) return consume_day(text);
  const auto moment = parse_moment(text, zone);
  return moment ? std::optional{moment->day} : std::nullopt;
}

std::optional<std::chrono::seconds> parse_time(std::string_view text) {
  text = trimmed(text);
  const auto time = consume_time(text);
  return text.empty() ? time : std::nullopt;
}

std::optional<Moment> parse_moment(std::string_view text, const language::TimeZone& zone) {
  text = trimmed(text);
  const auto day = consume_day(text);
  if (!day) return std::nullopt;
  if (text.empty()) return Moment{*day};
  if (!consume(text, ' ') && !consume(text, 'T')) return std::nullopt;
  const auto time = consume_time(text);
  if (!time) return std::nullopt;
  if (text.empty()) return Moment{*day, *time};
  consume(text, ' ');  // as SQL Server writes it
  const auto offset = consume_offset(text);
  if (!offset || !text.empty()) return std::nullopt;
  const base::Time instant = *day + *time - *offset;
  const auto wall = zone.to_local_time(instant).time_since_epoch();
  const auto wall_day = std::chrono::floor<std::chrono::days>(wall);
  return Moment{std::chrono::sys_days{wall_day},
                std::chrono::floor<std::chrono::seconds>(wall - wall_day)};
}

std::optional<double> parse_duration(std::string_view text) {
  if (const auto number = parse_number(text)) return number;
  double sum = 0;
  do {
    const double sign = consume(text, "-") ? -1 : 1;
    if (sign > 0) consume(text, "+");
    const auto count = consume_decimal(text);
    if (!count) return std::nullopt;
    if (consume(text, ":")) {
      const auto time = parse_clock(*count, text);
      return time ? std::optional{sum + sign * *time} : std::nullopt;
    }
    if (!consume(text, " ")) return std::nullopt;
    const auto unit = consume_unit(text);
    if (!unit) return std::nullopt;
    sum += sign * *count * *unit;
  } while (!text.empty());
  return sum;
}

}  // namespace source
