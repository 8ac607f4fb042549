#include "model/definition/data_model.h"

#include <algorithm>

namespace model {

const Parameter* DataModel::parameter(std::string_view key) const {
  const auto found = std::ranges::find(parameters, key, &Parameter::key);
  return found == parameters.end() ? nullptr : &*found;
}

const Column* DataModel::column(std::string_view key) const {
  const auto found = std::ranges::find(columns, key, &Column::key);
  return found == columns.end() ? nullptr : &*found;
}

std::vector<std::string> DataModel::dependencies(const Parameter& parameter,
                                                 DependencyKind kind) const {
  std::vector<std::string> keys;
  if (!parameter.lookup) return keys;
  const auto& names = parameter.lookup->placeholders();
  const auto needs = [&](const std::string& name) {
    const auto use = names.find(name);
    return use != names.end() && (kind == DependencyKind::kAny || use->second.outside_section);
  };
  for (const Parameter& other : parameters) {
    if (needs(other.key) || needs(other.key + "_from") || needs(other.key + "_to")) {
      keys.push_back(other.key);
    }
  }
  return keys;
}

}  // namespace model
