#include "app/labeled_spec.h"

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "source/lookup_values.h"

namespace app {
namespace {

// Limits the memory of a lookup. Values after the limit keep their codes.
constexpr std::size_t kMaxChoices = 100'000;

std::vector<model::Choice> look_up_choices(const model::Argument& argument,
                                           const model::ReportSpec& spec,
                                           source::SourceRegistry& sources,
                                           const std::stop_token& stop) {
  std::set<std::string> values;
  for (const model::Value& value : argument.values) values.insert(model::format_value(value));
  const std::string words = values.size() == 1 ? *values.begin() : std::string{};
  auto list = source::lookup_values(*argument.parameter, spec, sources, words, kMaxChoices, stop);
  std::erase_if(list.choices,
                [&](const model::Choice& choice) { return !values.contains(choice.value); });
  return std::move(list.choices);
}

}  // namespace

LabeledSpec::LabeledSpec(const model::ReportSpec& spec, source::SourceRegistry& sources,
                         const std::stop_token& stop)
    : spec_(spec) {
  for (model::Argument& argument : spec_.arguments) {
    if (!argument.parameter->lookup) continue;
    auto choices = look_up_choices(argument, spec, sources, stop);
    model::Parameter& labeled = parameters_.emplace_back(*argument.parameter);
    labeled.choices = std::move(choices);
    argument.parameter = &labeled;
  }
}

}  // namespace app
