#include "source/binding.h"

#include <algorithm>

namespace source {
namespace {

std::vector<Bound> organizations_of(const model::ReportSpec& order) {
  std::vector<Bound> uids;
  for (const base::OrganizationUid& uid : order.row_scope.organizations) {
    uids.push_back({uid.text()});
  }
  return uids;
}

}  // namespace

Names names_of(const model::ReportSpec& order) {
  Names names;
  for (const model::Argument& argument : order.arguments) {
    const std::string& key = argument.parameter->key;
    if (const auto* range = std::get_if<model::DateRange>(&argument.values.front())) {
      names[key + "_from"] = {{range->from, model::Type::kDate}};
      names[key + "_to"] = {{range->to, model::Type::kDate}};
      continue;
    }
    for (const model::Value& value : argument.values) {
      names[key].push_back({value, argument.parameter->type});
    }
  }
  for (const model::Parameter& parameter : order.model->parameters) {
    if (order.argument(parameter.key) != nullptr) continue;
    const bool is_range = parameter.type == model::Type::kDateRange;
    const Bound absent{std::nullopt, is_range ? model::Type::kDate : parameter.type, true};
    if (is_range) {
      names[parameter.key + "_from"] = names[parameter.key + "_to"] = {absent};
    } else {
      names[parameter.key] = {absent};
    }
  }
  names["organization_uid"] = organizations_of(order);
  return names;
}

}  // namespace source
