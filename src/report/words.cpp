#include "report/words.h"

#include <algorithm>

#include "language/calendar.h"

namespace report {

using base::Phrase;

std::string Words::of(const model::Argument& argument) const {
  std::string text;
  for (const model::Value& value : argument.values) {
    if (!text.empty()) text += say(Phrase{"report.list_separator"});
    text += of(*argument.parameter, value);
  }
  return text;
}

std::string Words::of(const model::Parameter& parameter, const model::Value& value) const {
  if (const auto* date = std::get_if<model::Date>(&value)) {
    return language::long_date(language_, *date);
  }
  if (const auto* range = std::get_if<model::DateRange>(&value)) {
    return say(Phrase{"report.range",
                      {{"from", language::long_date(language_, range->from)},
                       {"to", language::long_date(language_, range->to)}}});
  }
  if (const auto* boolean = std::get_if<bool>(&value)) {
    return *boolean ? say(Phrase{"report.yes"}) : say(Phrase{"report.no"});
  }
  const std::string text = model::text(value);
  const auto choice = std::ranges::find(parameter.choices, text, &model::Choice::value);
  return choice == parameter.choices.end() ? text : choice->label.in(language_);
}

}  // namespace report
