#include "app/labeled_spec.h"

namespace app {

LabeledSpec::LabeledSpec(const model::ReportSpec& spec, const Choices& choices) : spec_(spec) {
  for (model::Argument& argument : spec_.arguments) {
    const auto found = choices.find(argument.parameter->key);
    if (found == choices.end()) continue;
    model::Parameter& labeled = parameters_.emplace_back(*argument.parameter);
    labeled.choices = found->second;
    argument.parameter = &labeled;
  }
}

}  // namespace app
