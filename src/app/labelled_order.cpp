#include "app/labelled_order.h"

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "source/lookup_values.h"

namespace app {
namespace {

// Of a longer list, values behind them keep their codes: a list is in memory while it is read.
constexpr std::size_t kMostChoices = 100'000;

std::vector<model::Choice> choices_of(const model::Argument& argument,
                                      const model::ReportSpec& order,
                                      source::SourceRegistry& sources,
                                      const std::stop_token& stop) {
  std::set<std::string> values;
  for (const model::Value& value : argument.values) values.insert(model::format_value(value));
  const std::string words = values.size() == 1 ? *values.begin() : std::string{};
  auto list = source::lookup_values(*argument.parameter, order, sources, words, kMostChoices, stop);
  std::erase_if(list.choices,
                [&](const model::Choice& choice) { return !values.contains(choice.value); });
  return std::move(list.choices);
}

}  // namespace

LabelledOrder::LabelledOrder(const model::ReportSpec& order, source::SourceRegistry& sources,
                             const std::stop_token& stop)
    : order_(order) {
  for (model::Argument& argument : order_.arguments) {
    if (!argument.parameter->lookup) continue;
    auto choices = choices_of(argument, order, sources, stop);
    model::Parameter& labelled = parameters_.emplace_back(*argument.parameter);
    labelled.choices = std::move(choices);
    argument.parameter = &labelled;
  }
}

}  // namespace app
