#include "report/report_text.h"

#include <algorithm>
#include <iterator>

#include "language/calendar.h"
#include "language/currency.h"
#include "language/text.h"
#include "report/row_number.h"
#include "report/style/number_text.h"
#include "report/style/shown_decimals.h"
#include "report/style/type_traits.h"
#include "source/sql/moment.h"
#include "workbook/xml/number_text.h"

namespace report {
namespace {

using Words = TypeTraits::Words;

bool has(const std::vector<model::Calendar>& calendars, model::Calendar calendar) {
  return std::ranges::find(calendars, calendar) != calendars.end();
}

}  // namespace

using base::Message;

ReportText::ReportText(const language::MessageCatalog& messages, language::Language language,
                       const model::Organization& organization, const language::TimeZone& zone)
    : messages_(messages),
      language_(language),
      formats_(language, organization.digits),
      has_arabic_digits_(language == language::Language::kArabic &&
                         organization.digits == model::Digits::kArabicIndic),
      has_both_calendars_(has(organization.calendars, model::Calendar::kGregorian) &&
                          has(organization.calendars, model::Calendar::kHijri)),
      is_hijri_first_(organization.calendars.front() == model::Calendar::kHijri),
      zone_(zone) {}

std::string ReportText::text(const Message& message) const {
  return localize_digits(messages_.text(language_, message));
}

std::string ReportText::text_verbatim(const Message& message) const {
  return messages_.text(language_, message);
}

std::string ReportText::localize_digits(std::string text) const {
  return has_arabic_digits_ ? language::to_arabic_indic_digits(text) : text;
}

std::string ReportText::prose(const std::string& text) const {
  constexpr std::string_view kRightToLeftMark = "\u200F";
  if (!has_arabic_digits_ || !language::has_arabic_indic_digits(text)) return text;
  return std::string(kRightToLeftMark) + text;
}

std::string ReportText::title(const language::Localized& title) const {
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

std::string ReportText::format_value(const model::Column& column, std::string_view value) const {
  switch (traits(column.type).words) {
    case Words::kLabel: {
      const auto choice = std::ranges::find(column.choices, value, &model::Choice::value);
      return choice == column.choices.end() ? std::string{value} : choice->label.get(language_);
    }
    case Words::kYesNo: {
      const auto boolean = source::parse_boolean(value);
      if (!boolean) return std::string{value};
      return *boolean ? text(Message{"report.yes"}) : text(Message{"report.no"});
    }
    case Words::kDate: {
      const auto day = source::parse_day(value, zone_);
      return day ? format_date(*day) : std::string{value};
    }
    case Words::kDateTime: {
      const auto moment = source::parse_moment(value, zone_);
      if (!moment) return std::string{value};
      const std::chrono::local_days day{moment->day.time_since_epoch()};
      return format_moment(day + moment->time);
    }
    case Words::kNumber:  // texts among numbers
    case Words::kVerbatim:
    case Words::kTime:
    case Words::kDuration:
      break;
  }
  return std::string{value};
}

std::string ReportText::aggregate_name(const model::Column& column) const {
  const bool has_date = traits(column.type).has_date;
  switch (column.aggregate) {
    case model::Aggregate::kAverage:
      return text(Message{"report.average"});
    case model::Aggregate::kCount:
      return text(Message{"report.count"});
    case model::Aggregate::kMin:
      return text(Message{has_date ? "report.earliest" : "report.least"});
    case model::Aggregate::kMax:
      return text(Message{has_date ? "report.latest" : "report.greatest"});
    case model::Aggregate::kNone:
    case model::Aggregate::kSum:
      break;
  }
  return {};
}

/// A mark after Latin letters or digits keeps the order of parts in Arabic.
std::string ReportText::before_another(const std::string& text) const {
  std::string its = language::in_prose(language_, text);
  if (language::is_right_to_left(language_) && its.ends_with("\u200E")) its += "\u200F";
  return its;
}

std::string ReportText::labeled(const std::string& label, const std::string& value) const {
  return text_verbatim(
      Message{"report.parameter", {{"label", before_another(label)}, {"value", value}}});
}

void ReportText::append(std::string& line, const std::string& part, const char* separator) const {
  if (line.empty()) {
    line = part;
  } else {
    line = before_another(line) + text(Message{separator}) + language::in_prose(language_, part);
  }
}

void ReportText::append_detail(std::string& line, const std::string& detail) const {
  append(line, detail, "report.detail_separator");
}

void ReportText::append_item(std::string& line, const std::string& item) const {
  append(line, item, "report.list_separator");
}

std::vector<std::string> ReportText::format_period(const model::Argument& argument) const {
  const auto& range = std::get<model::DateRange>(argument.values.front());
  std::string days = format_argument(argument);
  if (!is_hijri_first_) days = text(Message{"report.gregorian", {{"date", days}}});
  std::vector<std::string> lines = {labeled(argument.parameter->label.get(language_), days)};
  if (!has_both_calendars_) return lines;
  const std::string counterpart = format_in_other_calendar(range);
  if (!counterpart.empty()) lines.push_back(counterpart);
  return lines;
}

std::string ReportText::format_in_other_calendar(const model::DateRange& range) const {
  const auto hijri = language::hijri_period_message(language_, range.from, range.to);
  if (!hijri) return {};
  return text(is_hijri_first_ ? language::period_message(language_, range.from, range.to) : *hijri);
}

std::string ReportText::format_in_both_calendars(const model::Date& date) const {
  const std::string gregorian = localize_digits(language::format_long_date(language_, date));
  const auto hijri = language::to_hijri(std::chrono::sys_days{date});
  if (!hijri) return gregorian;
  return text(Message{
      is_hijri_first_ ? "report.hijri_first" : "report.both_calendars",
      {{"gregorian", gregorian}, {"hijri", language::format_long_date(language_, *hijri)}}});
}

std::string ReportText::format_day(const model::Argument& argument) const {
  return labeled(argument.parameter->label.get(language_),
                 format_date(std::get<model::Date>(argument.values.front())));
}

std::string ReportText::format_argument(const model::Argument& argument) const {
  const model::Parameter& parameter = *argument.parameter;
  model::Column column;  // that would show these values
  column.type = parameter.type;
  column.currency = parameter.currency;
  column.grouping = parameter.grouping;
  column.choices = parameter.choices;
  const auto* day = std::get_if<model::Date>(&argument.values.front());
  if (day != nullptr && argument.values.size() == 1 && has_both_calendars_) {
    return format_in_both_calendars(*day);
  }
  std::string line;
  for (const model::Value& value : argument.values) {
    append_item(line, format_column_value(value, column, Zero::kDash));
  }
  return line;
}

std::string ReportText::format_date(const model::Date& date) const {
  const auto hijri =
      is_hijri_first_ ? language::to_hijri(std::chrono::sys_days{date}) : std::nullopt;
  if (!hijri) return localize_digits(language::format_long_date(language_, date));
  return text(Message{"report.hijri", {{"date", language::format_long_date(language_, *hijri)}}});
}

/// As it is read in a cell, from the left.
std::string ReportText::format_moment(language::LocalTime time) const {
  const std::string shown = language::format_minutes(time);
  if (has_arabic_digits_) return localize_digits(shown);
  return language::is_right_to_left(language_) ? language::with_left_to_right_marks(shown) : shown;
}

std::string ReportText::format_number(const model::Column& column, Unit unit, double value,
                                      Zero zero) const {
  if (!unit.currency.empty()) unit.symbol = text(language::currency_symbol(unit.currency));
  std::string format = formats_.value_format(column, unit);
  if (value == 0 && zero == Zero::kDigits) format.resize(std::min(format.find(';'), format.size()));
  std::string shown = workbook::displayed_number(format, value);
  std::erase(shown, ' ');  // they align a dash with the digits above
  const bool has_sign = shown.ends_with(')') || shown.ends_with('%');
  const bool is_from_left = unit.symbol.empty() && has_sign;
  return is_from_left && language::is_right_to_left(language_)
             ? language::with_left_to_right_marks(shown)
             : shown;
}

std::string ReportText::format_seconds(const model::Column& column,
                                       const source::Number& seconds) const {
  if (seconds.is_negative) return localize_digits(format_negative_duration(seconds));
  return format_number(column, {}, source::to_real(seconds) / kSecondsPerDay);
}

std::string ReportText::format_decimal(const model::Decimal& decimal, const model::Column& column,
                                       Zero zero) const {
  const source::Number number = source::to_number(decimal);
  if (number.digits.size() > kCellDigits) return source::format_number(number);
  Unit unit = unit_for(column);
  unit.decimals =
      std::max(unit.decimals, source::decimals(number) - ShownDecimals::shift(column.type));
  return format_number(column, std::move(unit), source::to_real(number), zero);
}

std::string ReportText::format_column_value(const model::Value& value, const model::Column& column,
                                            Zero zero) const {
  if (const auto* date = std::get_if<model::Date>(&value)) return format_date(*date);
  if (const auto* range = std::get_if<model::DateRange>(&value)) {
    if (range->from == range->to) return format_date(range->from);
    return text(Message{"report.range",
                        {{"from", format_date(range->from)}, {"to", format_date(range->to)}}});
  }
  if (const auto* moment = std::get_if<language::LocalTime>(&value)) {
    return format_moment(*moment);
  }
  if (const auto* boolean = std::get_if<bool>(&value)) {
    return *boolean ? text(Message{"report.yes"}) : text(Message{"report.no"});
  }
  if (const auto* duration = std::get_if<std::chrono::seconds>(&value)) {
    const auto seconds = model::Decimal::parse(std::to_string(duration->count()));
    return format_seconds(column, source::to_number(seconds.value_or(model::Decimal{})));
  }
  if (const auto* time = std::get_if<model::TimeOfDay>(&value)) {
    const auto seconds = std::chrono::floor<std::chrono::seconds>(time->since_midnight);
    return format_number(column, {}, static_cast<double>(seconds.count()) / kSecondsPerDay);
  }
  if (const auto* decimal = std::get_if<model::Decimal>(&value)) {
    return format_decimal(*decimal, column, zero);
  }
  const std::string text = model::format_value(value);
  if (std::holds_alternative<std::int64_t>(value)) {
    return format_decimal(model::Decimal::parse(text).value_or(model::Decimal{}), column, zero);
  }
  const auto choice = std::ranges::find(column.choices, text, &model::Choice::value);
  if (choice != column.choices.end()) return choice->label.get(language_);
  return std::holds_alternative<std::string>(value) ? text : localize_digits(text);
}

std::string ReportText::format_condition(const model::Condition& condition,
                                         const model::Column& column) const {
  const auto value = [&](std::size_t i) {
    return format_column_value(condition.values[i], column, Zero::kDigits);
  };
  // "After" a period means after its last day, "from" a period means from its first day.
  const auto end = [&](std::size_t i, model::Date model::DateRange::*day) {
    const auto* period = std::get_if<model::DateRange>(&condition.values[i]);
    return period == nullptr ? value(i) : format_date(period->*day);
  };
  const auto first = [&](std::size_t i) { return end(i, &model::DateRange::from); };
  const auto last = [&](std::size_t i) { return end(i, &model::DateRange::to); };
  const auto all = [&] {
    std::string line;
    for (std::size_t i = 0; i < condition.values.size(); ++i) append_item(line, value(i));
    return line;
  };
  const bool is_time = traits(column.type).is_time;
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
      case model::Operator::kEq:
      case model::Operator::kIn:
        break;
    }
    return all();
  };
  return labeled(column.title.get(language_), said());
}

std::string ReportText::joined(const std::vector<std::string>& texts, const char* separator) const {
  std::string line;
  for (const std::string& part : texts) append(line, part, separator);
  return line;
}

}  // namespace report
