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
  const Value least = range == nullptr ? value : Value{range->from};
  const Value most = range == nullptr ? value : Value{range->to};
  return !(parameter.min && compare(least, *parameter.min) < 0) &&
         !(parameter.max && compare(most, *parameter.max) > 0);
}

bool keeps_span(const Parameter& parameter, const Value& value) {
  const auto* range = std::get_if<DateRange>(&value);
  if (range == nullptr || parameter.max_days == 0) return true;
  const auto days = std::chrono::sys_days{range->to} - std::chrono::sys_days{range->from};
  return days.count() < parameter.max_days;
}

base::Message range_of(const Parameter& parameter) {
  const std::string least = parameter.min ? text(*parameter.min) : "";
  const std::string most = parameter.max ? text(*parameter.max) : "";
  if (!parameter.max) return base::Message{"model.too_small", {{"least", least}}};
  if (!parameter.min) return base::Message{"model.too_large", {{"most", most}}};
  return base::Message{"model.not_between", {{"least", least}, {"most", most}}};
}

bool keeps_length(const Node& node, const Parameter& parameter, std::string_view text) {
  const std::size_t length = characters(text);
  if (length < parameter.min_length) {
    node.fault(base::Message{"model.too_short",
                             {{"least", static_cast<std::int64_t>(parameter.min_length)}}});
  } else if (length > parameter.max_length) {
    node.fault(base::Message{"model.too_long",
                             {{"most", static_cast<std::int64_t>(parameter.max_length)}}});
  } else {
    return true;
  }
  return false;
}

bool is_chosen(const Node& node, const Parameter& parameter, std::string_view text) {
  if (std::ranges::find(parameter.choices, text, &Choice::value) != parameter.choices.end()) {
    return true;
  }
  constexpr std::size_t kNamed = 20;  // a longer list is no help in a message
  std::vector<std::string_view> words;
  for (const Choice& choice : parameter.choices) {
    if (words.size() < kNamed) words.push_back(choice.value);
  }
  if (words.size() < parameter.choices.size()) words.push_back("...");
  node.fault(base::Message{"model.not_one_of", {{"allowed", joined(words)}}});
  return false;
}

bool keeps_text_bounds(const Node& node, const Parameter& parameter, std::string_view text) {
  if (parameter.type == Type::kEnum) return parameter.lookup || is_chosen(node, parameter, text);
  if (!keeps_length(node, parameter, text)) return false;
  if (!parameter.pattern || parameter.pattern->matches(text)) return true;
  node.fault(base::Message{"model.no_match", {{"pattern", parameter.pattern->expression()}}});
  return false;
}

}  // namespace

bool keeps_bounds(const Node& node, const Parameter& parameter, const Value& value) {
  if (const auto* text = std::get_if<std::string>(&value)) {
    return keeps_text_bounds(node, parameter, *text);
  }
  if (!is_in_range(parameter, value)) {
    node.fault(range_of(parameter));
  } else if (!keeps_span(parameter, value)) {
    node.fault(base::Message{"model.span_too_long", {{"most", parameter.max_days}}});
  } else {
    return true;
  }
  return false;
}

}  // namespace model
