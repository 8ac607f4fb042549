#include "model/value/value.h"

#include <algorithm>

namespace model {
namespace {

constexpr std::int64_t kMaxExactInteger = (std::int64_t{1} << 53) - 1;  // RFC 8259, section 6
constexpr std::ptrdiff_t kMaxExactDigits = 15;                          // of a double

bool is_decimal_digit(char c) { return c >= '0' && c <= '9'; }

std::string padded(std::int64_t number, std::size_t width) {
  std::string digits = std::to_string(number);
  if (digits.size() < width) digits.insert(0, width - digits.size(), '0');
  return digits;
}

std::string date_text(Date date) {
  return padded(int{date.year()}, 4) + "-" + padded(unsigned{date.month()}, 2) + "-" +
         padded(unsigned{date.day()}, 2);
}

std::string time_text(std::chrono::microseconds since_midnight) {
  const std::chrono::hh_mm_ss clock{since_midnight};
  std::string text = padded(clock.hours().count(), 2) + ":" + padded(clock.minutes().count(), 2) +
                     ":" + padded(clock.seconds().count(), 2);
  if (clock.subseconds().count() != 0) {
    text += "." + padded(clock.subseconds().count(), 6);
    text.erase(text.find_last_not_of('0') + 1);
  }
  return text;
}

struct TextVisitor {
  std::string operator()(const std::string& text) const { return text; }
  std::string operator()(std::int64_t integer) const { return std::to_string(integer); }
  std::string operator()(const Decimal& decimal) const { return decimal.text(); }
  std::string operator()(bool boolean) const { return boolean ? "true" : "false"; }
  std::string operator()(Date date) const { return date_text(date); }
  std::string operator()(language::LocalTime time) const {
    const auto day = std::chrono::floor<std::chrono::days>(time);
    return date_text(Date{day}) + "T" + time_text(time - day);
  }
  std::string operator()(TimeOfDay time) const { return time_text(time.since_midnight); }
  std::string operator()(std::chrono::seconds duration) const {
    return std::to_string(duration.count());
  }
  std::string operator()(const DateRange& range) const {
    return date_text(range.from) + "/" + date_text(range.to);
  }
};

/// A number that readers with doubles would change is written as a text.
struct JsonVisitor {
  json::Value operator()(std::int64_t integer) const {
    if (-kMaxExactInteger <= integer && integer <= kMaxExactInteger) return integer;
    return std::to_string(integer);
  }
  json::Value operator()(const Decimal& decimal) const {
    const std::string& text = decimal.text();
    if (std::ranges::count_if(text, is_decimal_digit) > kMaxExactDigits) return text;
    return json::Number{text};
  }
  json::Value operator()(bool boolean) const { return boolean; }
  json::Value operator()(std::chrono::seconds duration) const {
    return std::int64_t{duration.count()};
  }
  json::Value operator()(const DateRange& range) const {
    return json::Value::object({{"from", date_text(range.from)}, {"to", date_text(range.to)}});
  }
  template <class Other>
  json::Value operator()(const Other& other) const {
    return TextVisitor{}(other);
  }
};

struct CompareVisitor {
  template <class Same>
  std::partial_ordering operator()(const Same& a, const Same& b) const {
    return a <=> b;
  }
  std::partial_ordering operator()(const DateRange&, const DateRange&) const {
    return std::partial_ordering::unordered;
  }
  template <class One, class Other>
  std::partial_ordering operator()(const One&, const Other&) const {
    return std::partial_ordering::unordered;
  }
};

}  // namespace

std::string format_value(const Value& value) { return std::visit(TextVisitor{}, value); }

json::Value to_json(const Value& value) { return std::visit(JsonVisitor{}, value); }

std::partial_ordering compare(const Value& a, const Value& b) {
  return std::visit(CompareVisitor{}, a, b);
}

}  // namespace model
