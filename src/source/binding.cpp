#include "source/binding.h"

#include <algorithm>

namespace source {
namespace {

Bound exact_or_nearest(const model::Decimal& decimal) {
  constexpr std::size_t kExactDigits = 15;
  const std::string& digits = decimal.text();
  if (digits.find('.') == std::string::npos && digits.size() <= kExactDigits) {
    return std::int64_t{std::stoll(digits)};
  }
  return decimal.real();
}

std::vector<Bound> organizations_of(const model::Order& order) {
  if (order.model->access.scope != model::Scope::kTree) {
    return {order.organization.uid.text()};
  }
  std::vector<Bound> uids;
  for (const auto& uid : order.catalogue->tree(order.organization.uid))
    uids.emplace_back(uid.text());
  return uids;
}

}  // namespace

Bound bound(const model::Value& value) {
  if (const auto* number = std::get_if<std::int64_t>(&value)) return *number;
  if (const auto* decimal = std::get_if<model::Decimal>(&value)) return exact_or_nearest(*decimal);
  if (const auto* boolean = std::get_if<bool>(&value)) return std::int64_t{*boolean ? 1 : 0};
  if (const auto* duration = std::get_if<std::chrono::seconds>(&value)) {
    return std::int64_t{duration->count()};
  }
  std::string text = model::text(value);
  if (std::holds_alternative<language::WallTime>(value)) std::ranges::replace(text, 'T', ' ');
  return text;
}

Names names_of(const model::Order& order) {
  Names names;
  for (const model::Argument& argument : order.arguments) {
    const std::string& key = argument.parameter->key;
    if (const auto* range = std::get_if<model::DateRange>(&argument.values.front())) {
      names[key + "_from"] = {bound(range->from)};
      names[key + "_to"] = {bound(range->to)};
      continue;
    }
    std::ranges::transform(argument.values, std::back_inserter(names[key]), bound);
  }
  names["organization_uid"] = organizations_of(order);
  return names;
}

}  // namespace source
