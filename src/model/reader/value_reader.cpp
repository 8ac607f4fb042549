#include "model/reader/value_reader.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "base/parse_integer.h"
#include "language/text.h"
#include "language/time_zone.h"
#include "language/web_address.h"
#include "model/value/period.h"
#include "model/value/time_text.h"

namespace model {
namespace {

using std::chrono::seconds;

/// A text or a number as one line with western digits.
std::optional<std::string> line(const json::Value& value) {
  if (const json::Number* number = value.number()) return number->text;
  if (const std::string* text = value.string()) return language::to_latin_digits(*text);
  return std::nullopt;
}

/// The same for texts only: a date is not a number.
std::optional<std::string> written(const json::Value& value) {
  return value.string() == nullptr ? std::nullopt : line(value);
}

std::optional<Value> string(const JsonReader& node) {
  if (const auto text = node.text()) return *text;
  return std::nullopt;
}

std::optional<std::int64_t> whole(std::string_view text) {
  const auto decimal = Decimal::parse(text);  // "5.0" and "1e3" are whole numbers, too
  return decimal ? base::parse_integer<std::int64_t>(decimal->text()) : std::nullopt;
}

std::optional<Value> integer(const JsonReader& node) {
  const auto text = line(node.value());
  if (const auto found = text ? whole(*text) : std::nullopt) return *found;
  const auto number = text ? Decimal::parse(*text) : std::nullopt;
  const bool is_whole = number && number->text().find('.') == std::string::npos;
  node.add_error(base::Message{is_whole ? "model.integer_too_long" : "model.not_integer"});
  return std::nullopt;
}

std::optional<Value> decimal(const JsonReader& node) {
  const auto text = line(node.value());
  if (const auto found = text ? Decimal::parse(*text) : std::nullopt) return *found;
  node.add_error(base::Message{"model.not_decimal",
                               {{"digits", static_cast<std::int64_t>(Decimal::kMaxDigits)}}});
  return std::nullopt;
}

std::optional<Value> boolean(const JsonReader& node) {
  if (const std::string* text = node.value().string()) {
    if (*text == "true") return true;
    if (*text == "false") return false;
  }
  if (const auto found = node.boolean()) return *found;
  return std::nullopt;
}

/// A period that is written as a text.
std::optional<DateRange> period(const json::Value& value, const EvaluationContext& context) {
  const auto text = written(value);
  return text ? parse_period(*text, context) : std::nullopt;
}

/// The error for a text that is similar to a period.
std::optional<base::Message> typo_error(const json::Value& value) {
  const auto text = written(value);
  if (!text) return std::nullopt;
  if (auto error = hijri_error(*text)) return error;
  const std::string nearest{suggest_period(*text)};
  if (nearest.empty()) return std::nullopt;
  return base::Message{"model.no_such_period",
                       {{"text", abbreviated(*text)}, {"nearest", nearest}}};
}

std::optional<Value> day(const JsonReader& node, const EvaluationContext& context) {
  const auto found = period(node.value(), context);
  if (found && found->from == found->to) return found->from;
  const base::Message no_date{"model.not_date"};
  node.add_error(found ? no_date : typo_error(node.value()).value_or(no_date));
  return std::nullopt;
}

std::optional<Value> date_time(const JsonReader& node, const EvaluationContext& context) {
  const auto text = written(node.value());
  const auto found = text ? parse_date_time(*text) : std::nullopt;
  if (!found || (found->offset && !context.time_zone)) {
    node.add_error(base::Message{"model.not_date_time"});
    return std::nullopt;
  }
  if (!found->offset) return found->local_time;
  const base::Time instant{found->local_time.time_since_epoch() - *found->offset};
  return context.time_zone->to_local_time(instant);
}

std::optional<Value> time(const JsonReader& node) {
  const auto text = written(node.value());
  if (const auto found = text ? parse_time_of_day(*text) : std::nullopt) return *found;
  node.add_error(base::Message{"model.not_time"});
  return std::nullopt;
}

std::optional<Value> duration(const JsonReader& node) {
  constexpr std::int64_t kMaxSeconds = 100'000'000'000;  // some 3,000 years
  const auto text = line(node.value());
  if (const auto found = text ? parse_duration(*text) : std::nullopt) return *found;
  const auto count = text ? whole(*text) : std::nullopt;
  if (count && *count >= -kMaxSeconds && *count <= kMaxSeconds) return seconds{*count};
  node.add_error(base::Message{"model.not_duration"});
  return std::nullopt;
}

/// Accepts what a report can link to, unless parts have to be percent-encoded.
bool is_url(std::string_view text) {
  return text.find_first_of(" \t\r\n<>\"") == std::string_view::npos &&
         language::parse_web_address(text).has_value();
}

std::optional<Value> url(const JsonReader& node) {
  const std::string* text = node.value().string();
  if (text != nullptr && is_url(*text)) return *text;
  node.add_error(base::Message{"model.not_url"});
  return std::nullopt;
}

/// An end of a date range. It may be a period; then its first or last day counts.
std::optional<DateRange> read_range_end(const std::optional<JsonReader>& node,
                                        const EvaluationContext& context) {
  if (!node) return std::nullopt;
  const auto found = period(node->value(), context);
  if (!found) node->add_error(typo_error(node->value()).value_or(base::Message{"model.not_date"}));
  return found;
}

std::optional<Value> date_range(const JsonReader& node, const EvaluationContext& context) {
  if (const auto whole = period(node.value(), context)) return *whole;
  if (node.value().members() == nullptr) {
    node.add_error(typo_error(node.value()).value_or(base::Message{"model.not_date_range"}));
    return std::nullopt;
  }
  JsonObjectReader members{node};
  const auto from_node = members.require("from");
  const auto to_node = members.require("to");
  members.warn_about_unknown_members();
  const auto from = read_range_end(from_node, context);
  const auto to = read_range_end(to_node, context);
  if (!from || !to) return std::nullopt;
  if (from->from <= to->to) return DateRange{from->from, to->to};
  node.add_error(base::Message{"model.range_reversed",
                               {{"from", format_value(from->from)}, {"to", format_value(to->to)}}});
  return std::nullopt;
}

/// The operand of a column of type kDate or kDateTime.
std::optional<Value> day_or_period(const JsonReader& node, Type type,
                                   const EvaluationContext& context) {
  const auto days = period(node.value(), context);
  if (days && type == Type::kDate && days->from == days->to) return days->from;
  if (days) return *days;
  const auto slipped = typo_error(node.value());
  if (type == Type::kDateTime && !slipped) return date_time(node, context);
  node.add_error(slipped.value_or(base::Message{"model.not_day_or_period"}));
  return std::nullopt;
}

}  // namespace

std::optional<Value> read_value(const JsonReader& node, Type type,
                                const EvaluationContext& context) {
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
      return day(node, context);
    case Type::kDateTime:
      return date_time(node, context);
    case Type::kTime:
      return time(node);
    case Type::kDuration:
      return duration(node);
    case Type::kDateRange:
      return date_range(node, context);
  }
  return std::nullopt;
}

std::optional<Value> read_operand(const JsonReader& node, Type type,
                                  const EvaluationContext& context) {
  switch (type) {
    case Type::kUrl:
      return string(node);  // a url column may contain texts that are not urls
    case Type::kDate:
    case Type::kDateTime:
      return day_or_period(node, type, context);
    case Type::kString:
    case Type::kText:
    case Type::kInteger:
    case Type::kDecimal:
    case Type::kMoney:
    case Type::kPercent:
    case Type::kBoolean:
    case Type::kTime:
    case Type::kDuration:
    case Type::kEnum:
    case Type::kDateRange:
      break;
  }
  return read_value(node, type, context);
}

std::string choice_list(std::span<const Choice> choices) {
  constexpr std::size_t kMaxListedChoices = 20;  // more would not help in a message
  std::vector<std::string_view> words;
  for (const Choice& choice : choices.first(std::min(choices.size(), kMaxListedChoices))) {
    words.push_back(choice.value);
  }
  if (words.size() < choices.size()) words.push_back("...");
  return comma_separated(words);
}

}  // namespace model
