#include "model/value_bounds.h"

#include <algorithm>

namespace model {
namespace {

/// Of well-formed UTF-8.
std::size_t characters(std::string_view text) {
  return static_cast<std::size_t>(std::ranges::count_if(
      text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

bool is_in_range(const Parameter& parameter, const Value& value) {
  const auto* range = std::get_if<DateRange>(&value);
  const Value first = range == nullptr ? value : Value{range->from};
  const Value last = range == nullptr ? value : Value{range->to};
  return !(parameter.min && compare(first, *parameter.min) < 0) &&
         !(parameter.max && compare(last, *parameter.max) > 0);
}

bool is_within_max_days(const Parameter& parameter, const Value& value) {
  const auto* range = std::get_if<DateRange>(&value);
  if (range == nullptr || parameter.max_days == 0) return true;
  const auto days = std::chrono::sys_days{range->to} - std::chrono::sys_days{range->from};
  return days.count() < parameter.max_days;
}

base::Message range_error(const Parameter& parameter) {
  const std::string min = parameter.min ? format_value(*parameter.min) : "";
  const std::string max = parameter.max ? format_value(*parameter.max) : "";
  if (!parameter.max) return base::Message{"model.too_small", {{"least", min}}};
  if (!parameter.min) return base::Message{"model.too_large", {{"most", max}}};
  return base::Message{"model.not_between", {{"least", min}, {"most", max}}};
}

bool check_length(const JsonReader& node, const Parameter& parameter, std::string_view text) {
  const std::size_t length = characters(text);
  if (length < parameter.min_length) {
    node.add_error(base::Message{"model.too_short",
                                 {{"least", static_cast<std::int64_t>(parameter.min_length)}}});
  } else if (length > parameter.max_length) {
    node.add_error(base::Message{"model.too_long",
                                 {{"most", static_cast<std::int64_t>(parameter.max_length)}}});
  } else {
    return true;
  }
  return false;
}

bool check_choice(const JsonReader& node, const Parameter& parameter, std::string_view text) {
  if (std::ranges::find(parameter.choices, text, &Choice::value) != parameter.choices.end()) {
    return true;
  }
  constexpr std::size_t kMaxListedChoices = 20;  // a longer list is no help in a message
  std::vector<std::string_view> words;
  for (const Choice& choice : parameter.choices) {
    if (words.size() < kMaxListedChoices) words.push_back(choice.value);
  }
  if (words.size() < parameter.choices.size()) words.push_back("...");
  node.add_error(base::Message{"model.not_one_of", {{"allowed", comma_separated(words)}}});
  return false;
}

bool check_text_constraints(const JsonReader& node, const Parameter& parameter,
                            std::string_view text) {
  if (parameter.type == Type::kEnum) return parameter.lookup || check_choice(node, parameter, text);
  if (!check_length(node, parameter, text)) return false;
  if (!parameter.pattern || parameter.pattern->matches(text)) return true;
  node.add_error(base::Message{"model.no_match", {{"pattern", parameter.pattern->expression()}}});
  return false;
}

}  // namespace

bool check_constraints(const JsonReader& node, const Parameter& parameter, const Value& value) {
  if (const auto* text = std::get_if<std::string>(&value)) {
    return check_text_constraints(node, parameter, *text);
  }
  if (!is_in_range(parameter, value)) {
    node.add_error(range_error(parameter));
  } else if (!is_within_max_days(parameter, value)) {
    node.add_error(base::Message{"model.span_too_long", {{"most", parameter.max_days}}});
  } else {
    return true;
  }
  return false;
}

}  // namespace model
