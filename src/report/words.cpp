#include "report/words.h"

#include <algorithm>
#include <iterator>

#include "language/calendar.h"
#include "language/currency.h"
#include "language/text.h"
#include "model/value/time_text.h"
#include "source/sql/moment.h"

namespace report {
namespace {

/// "-1,234,567.5"
std::string grouped(std::string digits) {
  constexpr std::size_t kGroup = 3;
  const std::size_t first = digits.starts_with('-') ? 1 : 0;
  std::size_t at = std::min(digits.find('.'), digits.size());
  while (at > first + kGroup) digits.insert(at -= kGroup, 1, ',');
  return digits;
}

bool has(const std::vector<model::Calendar>& calendars, model::Calendar calendar) {
  return std::ranges::find(calendars, calendar) != calendars.end();
}

/// Whether its last letter is one of those that are read from right to left.
bool ends_right_to_left(std::string_view text) {
  constexpr std::string_view kLatin = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  const std::size_t last = text.find_last_of(kLatin);
  return language::has_right_to_left(last == std::string_view::npos ? text : text.substr(last));
}

}  // namespace

using base::Message;

Words::Words(const language::MessageCatalog& messages, language::Language language,
             const model::Organization& organization, const language::TimeZone& zone)
    : messages_(messages),
      language_(language),
      has_arabic_digits_(language == language::Language::kArabic &&
                         organization.digits == model::Digits::kArabicIndic),
      has_gregorian_(has(organization.calendars, model::Calendar::kGregorian)),
      has_hijri_(has(organization.calendars, model::Calendar::kHijri)),
      zone_(zone) {}

std::string Words::text(const Message& message) const {
  return in_digits(messages_.text(language_, message));
}

std::string Words::text_verbatim(const Message& message) const {
  return messages_.text(language_, message);
}

std::string Words::in_digits(std::string text) const {
  return has_arabic_digits_ ? language::to_arabic_indic_digits(text) : text;
}

std::string Words::prose(const std::string& text) const {
  constexpr std::string_view kRightToLeftMark = "\u200F";
  if (!has_arabic_digits_ || !language::has_arabic_indic_digits(text)) return text;
  return std::string(kRightToLeftMark) + text;
}

std::string Words::title(const language::Localized& title) const {
  const std::string& text = title.get(language_);
  if (!language::is_right_to_left(language_) || text.find('%') == std::string::npos) return text;
  std::string marked;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find(' ', at), text.size());
    const std::string word = text.substr(at, end - at);
    const bool is_percentage =
        word.size() > 1 && word.find_first_not_of("0123456789.,%") == std::string::npos;
    marked += is_percentage ? language::with_left_to_right_marks(word) : word;
    if (end < text.size()) marked += ' ';
    at = end + 1;
  }
  return marked;
}

std::string Words::of(const model::Column& column, std::string_view value) const {
  switch (column.type) {
    case model::Type::kEnum: {
      const auto choice = std::ranges::find(column.choices, value, &model::Choice::value);
      return choice == column.choices.end() ? std::string{value} : choice->label.get(language_);
    }
    case model::Type::kBoolean: {
      const auto boolean = source::parse_boolean(value);
      if (!boolean) return std::string{value};
      return *boolean ? text(Message{"report.yes"}) : text(Message{"report.no"});
    }
    case model::Type::kDate: {
      const auto day = source::parse_day(value, zone_);
      return day ? in_digits(language::format_long_date(language_, *day)) : std::string{value};
    }
    case model::Type::kDateTime: {
      const auto moment = source::parse_moment(value, zone_);
      if (!moment) return std::string{value};
      const std::chrono::local_days day{moment->day.time_since_epoch()};
      return in_digits(language::format_minutes(day + moment->time));
    }
    default:
      return model::is_number(column.type) ? in_digits(std::string{value}) : std::string{value};
  }
}

std::string Words::aggregate(const model::Column& column) const {
  const bool is_day = column.type == model::Type::kDate || column.type == model::Type::kDateTime;
  switch (column.aggregate) {
    case model::Aggregate::kAverage:
      return text(Message{"report.average"});
    case model::Aggregate::kCount:
      return text(Message{"report.count"});
    case model::Aggregate::kMin:
      return text(Message{is_day ? "report.earliest" : "report.least"});
    case model::Aggregate::kMax:
      return text(Message{is_day ? "report.latest" : "report.greatest"});
    default:
      return {};
  }
}

/// Digits behind letters of the other direction would be taken along by them.
std::string Words::closed(std::string text) const {
  const bool is_right_to_left = language::is_right_to_left(language_);
  if (text.empty() || ends_right_to_left(text) == is_right_to_left) return text;
  if (!is_right_to_left) return text + "\u200E";
  if (!language::has_right_to_left(text)) text = language::with_left_to_right_marks(text);
  return text + "\u200F";
}

std::string Words::labelled(const std::string& label, const std::string& value) const {
  return text_verbatim(Message{"report.parameter", {{"label", closed(label)}, {"value", value}}});
}

void Words::append(std::string& line, const std::string& detail) const {
  if (!line.empty()) line = closed(std::move(line)) + text(Message{"report.detail_separator"});
  line += detail;
}

std::vector<std::string> Words::of_period(const model::Argument& argument) const {
  const auto& range = std::get<model::DateRange>(argument.values.front());
  std::string days = of(argument);
  if (has_gregorian_) days = text(Message{"report.gregorian", {{"date", days}}});
  std::vector<std::string> lines = {labelled(argument.parameter->label.get(language_), days)};
  if (!has_gregorian_ || !has_hijri_) return lines;
  if (const auto hijri = language::hijri_period_message(language_, range.from, range.to)) {
    lines.push_back(text(*hijri));
  }
  return lines;
}

std::string Words::counterpart(const model::DateRange& range) const {
  const auto hijri = language::hijri_period_message(language_, range.from, range.to);
  if (!hijri) return {};
  return text(has_gregorian_ ? *hijri : language::period_message(language_, range.from, range.to));
}

std::string Words::of(const model::Argument& argument) const {
  return of(argument.values, argument.parameter->choices);
}

std::string Words::of(const std::vector<model::Value>& values, const Choices& choices) const {
  std::string line;
  for (const model::Value& value : values) {
    if (!line.empty()) line += text(Message{"report.list_separator"});
    line += of(value, choices);
  }
  return line;
}

std::string Words::of(const model::Date& date) const {
  const auto hijri =
      has_gregorian_ ? std::nullopt : language::to_hijri(std::chrono::sys_days{date});
  if (!hijri) return in_digits(language::format_long_date(language_, date));
  return text(Message{"report.hijri", {{"date", language::format_long_date(language_, *hijri)}}});
}

std::string Words::of(const model::Value& value, const Choices& choices) const {
  if (const auto* date = std::get_if<model::Date>(&value)) return of(*date);
  if (const auto* range = std::get_if<model::DateRange>(&value)) {
    if (range->from == range->to) return of(range->from);
    return text(Message{"report.range", {{"from", of(range->from)}, {"to", of(range->to)}}});
  }
  if (const auto* moment = std::get_if<language::LocalTime>(&value)) {
    return in_digits(language::format_minutes(*moment));
  }
  if (const auto* boolean = std::get_if<bool>(&value)) {
    return *boolean ? text(Message{"report.yes"}) : text(Message{"report.no"});
  }
  const std::string text = model::format_value(value);
  const auto choice = std::ranges::find(choices, text, &model::Choice::value);
  if (choice != choices.end()) return choice->label.get(language_);
  return std::holds_alternative<std::string>(value) ? text : in_digits(text);
}

std::string Words::of(const model::Value& value, const model::Column& column) const {
  std::string shown;
  if (const auto* duration = std::get_if<std::chrono::seconds>(&value)) {
    shown = model::format_duration(*duration);
  } else if (const auto* integer = std::get_if<std::int64_t>(&value)) {
    shown = std::to_string(*integer);
    if (column.grouping) shown = grouped(std::move(shown));
  } else if (const auto* decimal = std::get_if<model::Decimal>(&value)) {
    const bool is_percent = column.type == model::Type::kPercent;
    shown =
        is_percent ? decimal->shifted(2).value_or(*decimal).text() + "%" : grouped(decimal->text());
  } else {
    return of(value, column.choices);
  }
  const bool has_sign = shown.starts_with('-') || shown.ends_with('%');
  shown = in_digits(std::move(shown));
  if (has_sign && language::is_right_to_left(language_))
    shown = language::with_left_to_right_marks(shown);
  if (column.type != model::Type::kMoney || column.currency.empty()) return shown;
  return shown + " " + text(language::currency_symbol(column.currency));
}

std::string Words::of(const model::Condition& condition, const model::Column& column) const {
  const auto value = [&](std::size_t i) { return of(condition.values[i], column); };
  // What is after a period is after its last day, and what is from it on is so from its first.
  const auto end = [&](std::size_t i, model::Date model::DateRange::*day) {
    const auto* period = std::get_if<model::DateRange>(&condition.values[i]);
    return period == nullptr ? value(i) : of(model::Value{period->*day}, column);
  };
  const auto first = [&](std::size_t i) { return end(i, &model::DateRange::from); };
  const auto last = [&](std::size_t i) { return end(i, &model::DateRange::to); };
  const auto all = [&] {
    std::string line;
    for (std::size_t i = 0; i < condition.values.size(); ++i) {
      if (i > 0) line += text(Message{"report.list_separator"});
      line += value(i);
    }
    return line;
  };
  const bool is_time = model::is_ordered(column.type) && !model::is_number(column.type) &&
                       column.type != model::Type::kDuration;
  const auto with = [&](const char* key, const std::string& text) {
    return text_verbatim(Message{key, {{"value", text}}});
  };
  const auto said = [&]() -> std::string {
    switch (condition.op) {
      case model::Operator::kBetween:
        return text_verbatim(Message{"report.range", {{"from", first(0)}, {"to", last(1)}}});
      case model::Operator::kGt:
        return with(is_time ? "report.after" : "report.above", last(0));
      case model::Operator::kGte:
        return with(is_time ? "report.from" : "report.at_least", first(0));
      case model::Operator::kLt:
        return with(is_time ? "report.before" : "report.below", first(0));
      case model::Operator::kLte:
        return with(is_time ? "report.until" : "report.at_most", last(0));
      case model::Operator::kNeq:
      case model::Operator::kNin:
        return with("report.other_than", all());
      case model::Operator::kContains:
        return with("report.contains", value(0));
      case model::Operator::kNotContains:
        return with("report.contains_not", value(0));
      case model::Operator::kStartsWith:
        return with("report.starts_with", value(0));
      case model::Operator::kEndsWith:
        return with("report.ends_with", value(0));
      case model::Operator::kIsNull:
        return text(Message{"report.empty"});
      case model::Operator::kIsNotNull:
        return text(Message{"report.not_empty"});
      default:
        return all();
    }
  };
  return labelled(column.title.get(language_), said());
}

std::string Words::joined(const std::vector<std::string>& texts, const char* separator) const {
  std::string line;
  for (const std::string& part : texts) {
    if (!line.empty()) line += text(Message{separator});
    line += part;
  }
  return line;
}

std::vector<std::string> Words::of(const model::Filter& filter,
                                   const model::DataModel& model) const {
  const bool any = filter.join == model::Filter::Join::kOr;
  std::vector<std::string> texts;
  for (const model::Condition& condition : filter.conditions) {
    texts.push_back(of(condition, *model.column(condition.field)));
  }
  for (const model::Filter& part : filter.parts) {
    std::vector<std::string> said = of(part, model);
    if (any && said.size() > 1) {
      texts.push_back(
          text_verbatim(Message{"report.in_parentheses", {{"text", joined(said, "report.and")}}}));
    } else {
      std::ranges::move(said, std::back_inserter(texts));
    }
  }
  if (!any || texts.size() == 1) return texts;
  return {text_verbatim(Message{"report.in_parentheses", {{"text", joined(texts, "report.or")}}})};
}

std::string Words::of(const model::Page& page) const {
  if (!page.size) return text(Message{"report.rows_from", {{"first", page.offset + 1}}});
  if (page.offset % *page.size == 0) {
    return text(Message{"report.page_of_rows",
                        {{"number", page.offset / *page.size + 1}, {"size", *page.size}}});
  }
  return text(Message{"report.rows_between",
                      {{"first", page.offset + 1}, {"last", page.offset + *page.size}}});
}

std::vector<std::string> Words::of_policy(const model::ReportSpec& order) const {
  return of(order.row_scope.policy, *order.model);
}

std::vector<std::string> Words::of_query(const model::ReportSpec& order) const {
  std::vector<std::string> words;
  if (order.query) {
    if (!order.query->search.empty()) {
      words.push_back(text_verbatim(Message{"report.search", {{"words", order.query->search}}}));
    }
    std::ranges::move(of(order.query->filter, *order.model), std::back_inserter(words));
    if (order.query->page) words.push_back(of(*order.query->page));
  }
  // A sheet that is one instance's says so itself.
  if (order.instance_ids && !order.model->layout.sheet_per_instance) {
    words.push_back(
        text(Message{"report.selected_rows",
                     {{"count", static_cast<std::int64_t>(order.instance_ids->size())}}}));
  }
  return words;
}

std::vector<std::string> Words::of_selection(const model::ReportSpec& order) const {
  std::vector<std::string> words = of_policy(order);
  std::ranges::move(of_query(order), std::back_inserter(words));
  return words;
}

}  // namespace report
