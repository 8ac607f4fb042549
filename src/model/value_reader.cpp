#include "model/value_reader.h"

#include <charconv>
#include <string>

#include "language/text.h"
#include "language/web_address.h"
#include "language/zone.h"
#include "model/period.h"
#include "model/time_text.h"

namespace model {
namespace {

using std::chrono::seconds;

/// What the value says as one line with western digits, where it is a text or a number.
std::optional<std::string> line(const json::Value& value) {
  if (const json::Number* number = value.number()) return number->text;
  if (const std::string* text = value.string()) return language::western_digits(*text);
  return std::nullopt;
}

/// A text alone: a date is no number.
std::optional<std::string> written(const json::Value& value) {
  return value.string() == nullptr ? std::nullopt : line(value);
}

std::optional<Value> string(const Node& node) {
  if (const auto text = node.text()) return *text;
  return std::nullopt;
}

std::optional<std::int64_t> whole(std::string_view text) {
  const auto decimal = Decimal::parse(text);  // "5.0" and "1e3" are whole, too
  if (!decimal) return std::nullopt;
  const std::string& digits = decimal->text();
  std::int64_t integer = 0;
  const char* end = digits.data() + digits.size();
  const auto [stop, fault] = std::from_chars(digits.data(), end, integer);
  return fault == std::errc{} && stop == end ? std::optional{integer} : std::nullopt;
}

std::optional<Value> integer(const Node& node) {
  const auto text = line(node.value());
  if (const auto found = text ? whole(*text) : std::nullopt) return *found;
  const auto number = text ? Decimal::parse(*text) : std::nullopt;
  const bool is_whole = number && number->text().find('.') == std::string::npos;
  node.fault(base::Message{is_whole ? "model.integer_too_long" : "model.not_integer"});
  return std::nullopt;
}

std::optional<Value> decimal(const Node& node) {
  const auto text = line(node.value());
  if (const auto found = text ? Decimal::parse(*text) : std::nullopt) return *found;
  node.fault(base::Message{"model.not_decimal",
                           {{"digits", static_cast<std::int64_t>(Decimal::kDigits)}}});
  return std::nullopt;
}

std::optional<Value> boolean(const Node& node) {
  if (const std::string* text = node.value().string()) {
    if (*text == "true") return true;
    if (*text == "false") return false;
  }
  if (const auto found = node.boolean()) return *found;
  return std::nullopt;
}

/// A period that is written as one text.
std::optional<DateRange> period(const json::Value& value, const Present& present) {
  const auto text = written(value);
  return text ? period_of(*text, present) : std::nullopt;
}

/// What to say of a text that is nearly a period.
std::optional<base::Message> slip(const json::Value& value) {
  const auto text = written(value);
  if (!text) return std::nullopt;
  if (auto error = hijri_error(*text)) return error;
  const std::string nearest{nearest_period(*text)};
  if (nearest.empty()) return std::nullopt;
  return base::Message{"model.no_such_period", {{"text", shown(*text)}, {"nearest", nearest}}};
}

std::optional<Value> day(const Node& node, const Present& present) {
  const auto found = period(node.value(), present);
  if (found && found->from == found->to) return found->from;
  const base::Message no_date{"model.not_date"};
  node.fault(found ? no_date : slip(node.value()).value_or(no_date));
  return std::nullopt;
}

std::optional<Value> date_time(const Node& node, const Present& present) {
  const auto text = written(node.value());
  const auto found = text ? date_time_of(*text) : std::nullopt;
  if (!found || (found->offset && !present.time_zone)) {
    node.fault(base::Message{"model.not_date_time"});
    return std::nullopt;
  }
  if (!found->offset) return found->wall_time;
  const base::Time instant{found->wall_time.time_since_epoch() - *found->offset};
  return present.time_zone->wall_time(instant);
}

std::optional<Value> time(const Node& node) {
  const auto text = written(node.value());
  if (const auto found = text ? time_of_day_of(*text) : std::nullopt) return *found;
  node.fault(base::Message{"model.not_time"});
  return std::nullopt;
}

std::optional<Value> duration(const Node& node) {
  constexpr std::int64_t kMost = 100'000'000'000;  // seconds, some 3,000 years
  const auto text = line(node.value());
  if (const auto found = text ? duration_of(*text) : std::nullopt) return *found;
  const auto count = text ? whole(*text) : std::nullopt;
  if (count && *count >= -kMost && *count <= kMost) return seconds{*count};
  node.fault(base::Message{"model.not_duration"});
  return std::nullopt;
}

/// As a link of a report would be, but without anything that has to be percent-encoded.
bool is_url(std::string_view text) {
  return text.find_first_of(" \t\r\n<>\"") == std::string_view::npos &&
         language::parse_web_address(text).has_value();
}

std::optional<Value> url(const Node& node) {
  const std::string* text = node.value().string();
  if (text != nullptr && is_url(*text)) return *text;
  node.fault(base::Message{"model.not_url"});
  return std::nullopt;
}

/// An end of a date range, which may be a period, too: it begins, or ends, there.
std::optional<DateRange> end_of_range(const std::optional<Node>& node, const Present& present) {
  if (!node) return std::nullopt;
  const auto found = period(node->value(), present);
  if (!found) node->fault(slip(node->value()).value_or(base::Message{"model.not_date"}));
  return found;
}

std::optional<Value> date_range(const Node& node, const Present& present) {
  if (const auto whole = period(node.value(), present)) return *whole;
  if (node.value().members() == nullptr) {
    node.fault(slip(node.value()).value_or(base::Message{"model.not_date_range"}));
    return std::nullopt;
  }
  Members members{node};
  const auto from_node = members.require("from");
  const auto to_node = members.require("to");
  members.warn_of_unknown();
  const auto from = end_of_range(from_node, present);
  const auto to = end_of_range(to_node, present);
  if (!from || !to) return std::nullopt;
  if (from->from <= to->to) return DateRange{from->from, to->to};
  node.fault(
      base::Message{"model.range_reversed", {{"from", text(from->from)}, {"to", text(to->to)}}});
  return std::nullopt;
}

}  // namespace

std::optional<Value> read_value(const Node& node, Type type, const Present& present) {
  switch (type) {
    case Type::kString:
    case Type::kText:
    case Type::kEnum:
      return string(node);
    case Type::kUrl:
      return url(node);
    case Type::kInteger:
      return integer(node);
    case Type::kDecimal:
    case Type::kMoney:
    case Type::kPercent:
      return decimal(node);
    case Type::kBoolean:
      return boolean(node);
    case Type::kDate:
      return day(node, present);
    case Type::kDateTime:
      return date_time(node, present);
    case Type::kTime:
      return time(node);
    case Type::kDuration:
      return duration(node);
    case Type::kDateRange:
      return date_range(node, present);
  }
  return std::nullopt;
}

std::optional<Value> read_operand(const Node& node, Type type, const Present& present) {
  // A column of addresses may hold texts that are none.
  if (type == Type::kUrl) return string(node);
  if (type != Type::kDate && type != Type::kDateTime) return read_value(node, type, present);
  const auto days = period(node.value(), present);
  if (days && type == Type::kDate && days->from == days->to) return days->from;
  if (days) return *days;
  const auto slipped = slip(node.value());
  if (type == Type::kDateTime && !slipped) return date_time(node, present);
  node.fault(slipped.value_or(base::Message{"model.not_day_or_period"}));
  return std::nullopt;
}

}  // namespace model
