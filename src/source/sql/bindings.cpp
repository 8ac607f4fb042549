#include "source/sql/bindings.h"

#include <algorithm>

namespace source {
namespace {

std::vector<BoundValue> organization_uids(const model::ReportSpec& spec) {
  std::vector<BoundValue> uids;
  for (const base::OrganizationUid& uid : spec.row_scope.organizations) {
    uids.push_back({uid.text()});
  }
  return uids;
}

}  // namespace

Bindings bindings_for(const model::ReportSpec& spec) {
  Bindings bindings;
  for (const model::Argument& argument : spec.arguments) {
    const std::string& key = argument.parameter->key;
    if (const auto* range = std::get_if<model::DateRange>(&argument.values.front())) {
      bindings[key + "_from"] = {{range->from, model::Type::kDate}};
      bindings[key + "_to"] = {{range->to, model::Type::kDate}};
      continue;
    }
    for (const model::Value& value : argument.values) {
      bindings[key].push_back({value, argument.parameter->type});
    }
  }
  for (const model::Parameter& parameter : spec.model->parameters) {
    if (spec.argument(parameter.key) != nullptr) continue;
    const bool is_range = parameter.type == model::Type::kDateRange;
    const BoundValue absent{std::nullopt, is_range ? model::Type::kDate : parameter.type, true};
    if (is_range) {
      bindings[parameter.key + "_from"] = bindings[parameter.key + "_to"] = {absent};
    } else {
      bindings[parameter.key] = {absent};
    }
  }
  bindings["organization_uid"] = organization_uids(spec);
  return bindings;
}

}  // namespace source
