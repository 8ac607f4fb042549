#include "model/choice_reader.h"

#include <algorithm>

namespace model {
namespace {

Choice read_choice(const JsonReader& node) {
  if (const std::string* text = node.value().string()) return {*text, {*text, *text}};
  JsonObjectReader members{node};
  Choice choice;
  if (const auto value = members.require("value")) choice.value = value->text().value_or("");
  choice.label = {choice.value, choice.value};
  if (const auto label = members.find("label")) choice.label = label->title();
  members.reject_unknown_members();
  return choice;
}

}  // namespace

std::vector<Choice> read_choices(const JsonReader& node) {
  std::vector<Choice> choices;
  for (const JsonReader& element : node.elements()) {
    Choice choice = read_choice(element);
    if (std::ranges::find(choices, choice.value, &Choice::value) != choices.end()) {
      element.add_error(base::Message{"model.twice", {{"name", abbreviated(choice.value)}}});
    }
    choices.push_back(std::move(choice));
  }
  if (choices.empty()) node.add_error(base::Message{"model.empty_list"});
  return choices;
}

}  // namespace model
