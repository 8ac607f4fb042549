#include "report/words.h"

#include <algorithm>

#include "language/calendar.h"

namespace report {

using base::Phrase;

std::string Words::of(const model::Argument& argument) const {
  return of(argument.values, argument.parameter->choices);
}

std::string Words::of(const std::vector<model::Value>& values, const Choices& choices) const {
  std::string text;
  for (const model::Value& value : values) {
    if (!text.empty()) text += say(Phrase{"report.list_separator"});
    text += of(value, choices);
  }
  return text;
}

std::string Words::of(const model::Value& value, const Choices& choices) const {
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
  const auto choice = std::ranges::find(choices, text, &model::Choice::value);
  return choice == choices.end() ? text : choice->label.in(language_);
}

std::string Words::of(const model::Condition& condition, const model::Column& column) const {
  const auto value = [&](std::size_t i) { return of(condition.values[i], column.choices); };
  std::string said;
  switch (condition.op) {
    case model::Operator::kBetween:
      said = say(Phrase{"report.range", {{"from", value(0)}, {"to", value(1)}}});
      break;
    case model::Operator::kGte:
      said = say(Phrase{"report.at_least", {{"value", value(0)}}});
      break;
    case model::Operator::kLte:
      said = say(Phrase{"report.at_most", {{"value", value(0)}}});
      break;
    default:
      said = of(condition.values, column.choices);
  }
  return say(Phrase{"report.parameter", {{"label", column.title.in(language_)}, {"value", said}}});
}

std::vector<std::string> Words::of_selection(const model::Order& order) const {
  std::vector<std::string> words;
  if (order.query) {
    if (!order.query->search.empty()) {
      words.push_back(say(Phrase{"report.search", {{"words", order.query->search}}}));
    }
    for (const model::Condition& condition : order.query->conditions) {
      words.push_back(of(condition, *order.model->column(condition.field)));
    }
    if (const auto& page = order.query->page) {
      words.push_back(
          say(Phrase{"report.page_of_rows", {{"number", page->number}, {"size", page->size}}}));
    }
  }
  if (order.instance_ids) {
    words.push_back(
        say(Phrase{"report.selected_rows",
                   {{"count", static_cast<std::int64_t>(order.instance_ids->size())}}}));
  }
  return words;
}

}  // namespace report
