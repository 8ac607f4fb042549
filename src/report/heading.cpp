#include "report/heading.h"

#include <algorithm>
#include <set>

#include "language/calendar.h"
#include "language/currency.h"
#include "language/width.h"
#include "report/words.h"

namespace report {
namespace {

using base::Phrase;

constexpr double kRowHeight = 15;

const model::DateRange* range_of(const model::Argument& argument) {
  return std::get_if<model::DateRange>(&argument.values.front());
}

}  // namespace

Heading::Heading(const model::Order& order, const Context& context, const Theme& theme)
    : theme_(theme) {
  letterhead(order, context);
  lines_.push_back(
      {Line::Place::kSpread, order.model->title.in(order.language), theme.title, 26, 1.5});
  periods(order, context);
  parameters(order, context);
  conventions(order, context);
}

void Heading::start(const std::string& text, workbook::StyleId style, double height,
                    double digit_width) {
  if (!text.empty()) lines_.push_back({Line::Place::kStart, text, style, height, digit_width});
}

void Heading::spread(const std::string& text) {
  lines_.push_back({Line::Place::kSpread, text, theme_.subtitle, kRowHeight, 1});
}

void Heading::letterhead(const model::Order& order, const Context& context) {
  const model::Organization& organization = order.organization;
  const auto say = [&](const Phrase& phrase) {
    return context.phrases.text(order.language, phrase);
  };
  start(organization.name.in(order.language), theme_.organization, 26, 1.7);
  std::string numbers;
  if (!organization.vat_number.empty()) {
    numbers = say(Phrase{"report.vat_number", {{"number", organization.vat_number}}});
  }
  if (!organization.registration_number.empty()) {
    if (!numbers.empty()) numbers += say(Phrase{"report.detail_separator"});
    numbers +=
        say(Phrase{"report.registration_number", {{"number", organization.registration_number}}});
  }
  start(numbers, theme_.detail, kRowHeight, 0.9);
  start(organization.address.in(order.language), theme_.detail, kRowHeight, 0.9);
  if (!lines_.empty()) lines_.push_back({Line::Place::kGap, "", theme_.body, 8, 0});
}

void Heading::periods(const model::Order& order, const Context& context) {
  for (const model::Argument& argument : order.arguments) {
    const model::DateRange* range = range_of(argument);
    if (range == nullptr) continue;
    const auto& calendars = order.organization.calendars;
    const bool is_hijri = std::ranges::find(calendars, model::Calendar::kHijri) != calendars.end();
    spread(context.phrases.text(order.language,
                                language::period(order.language, range->from, range->to)));
    const auto hijri =
        is_hijri ? language::hijri_period(order.language, range->from, range->to) : std::nullopt;
    if (hijri) spread(context.phrases.text(order.language, *hijri));
    return;  // further ranges are parameters like others
  }
}

void Heading::parameters(const model::Order& order, const Context& context) {
  const Words words(context.phrases, order.language);
  std::string line;
  bool period_is_said = false;
  for (const model::Argument& argument : order.arguments) {
    if (range_of(argument) != nullptr && !std::exchange(period_is_said, true)) continue;
    if (!line.empty()) line += words.say(Phrase{"report.detail_separator"});
    line += words.say(Phrase{
        "report.parameter",
        {{"label", argument.parameter->label.in(order.language)}, {"value", words.of(argument)}}});
  }
  if (!line.empty()) spread(line);
  line.clear();
  for (const std::string& selection : words.of_selection(order)) {
    if (!line.empty()) line += words.say(Phrase{"report.detail_separator"});
    line += selection;
  }
  if (!line.empty()) spread(words.say(Phrase{"report.limited_to", {{"selection", line}}}));
}

void Heading::conventions(const model::Order& order, const Context& context) {
  std::set<std::string> currencies;
  bool has_numbers = false;
  for (const model::Column* column : order.columns()) {
    has_numbers = has_numbers || model::is_number(column->type);
    if (column->type == model::Type::kMoney) currencies.insert(column->currency);
  }
  const auto say = [&](const Phrase& phrase) {
    return context.phrases.text(order.language, phrase);
  };
  std::string text;
  if (currencies.size() == 1 && !currencies.begin()->empty()) {
    const std::string& code = *currencies.begin();
    text = say(Phrase{"report.currency",
                      {{"name", language::currency_name(order.language, code)},
                       {"sign", say(language::currency_sign(code))}}});
  } else if (has_numbers) {
    text = say(Phrase{"report.negative_amounts"});
  }
  lines_.push_back({Line::Place::kNote, text, theme_.note_start, kRowHeight, 0.9});
}

double Heading::width() const {
  double widest = 0;
  for (const Line& line : lines_) {
    const double room = line.place == Line::Place::kNote ? 2 : 1;  // two notes share its row
    widest = std::max(widest, language::width(line.text) * line.digit_width * room);
  }
  return widest;
}

void Heading::write(workbook::Sheet& sheet, std::uint16_t columns, const std::string& note) const {
  const auto last = static_cast<std::uint16_t>(columns - 1);
  for (std::uint32_t row = 0; row < rows(); ++row) {
    const Line& line = lines_[row];
    sheet.height(row, line.height);
    if (line.place == Line::Place::kSpread) {
      span(sheet, row, 0, last, line.text, line.style);
    } else if (line.place == Line::Place::kStart) {
      sheet.text({row, 0}, line.text, line.style);
    } else if (line.place == Line::Place::kNote) {
      const auto middle = static_cast<std::uint16_t>(columns / 2);
      if (!line.text.empty() && middle > 0) sheet.text({row, 0}, line.text, line.style);
      span(sheet, row, middle, last, note, theme_.note_end);
    }
  }
}

void span(workbook::Sheet& sheet, std::uint32_t row, std::uint16_t first, std::uint16_t last,
          const std::string& text, workbook::StyleId style) {
  if (first == last) {
    sheet.text({row, first}, text, style);
  } else {
    sheet.merge({{row, first}, {row, last}}, text, style);
  }
}

}  // namespace report
