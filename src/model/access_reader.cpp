#include "model/access_reader.h"

#include <algorithm>
#include <array>

#include "model/reader/filter_reader.h"
#include "model/reader/key.h"

namespace model {
namespace {

constexpr std::array<std::pair<std::string_view, TenantScope>, 3> kScopes{
    {{"organization", TenantScope::kOrganization},
     {"tree", TenantScope::kTree},
     {"none", TenantScope::kNone}}};

void read_organizations(const JsonReader& node, Access& access) {
  access.all_organizations = false;
  for (const JsonReader& element : node.elements()) {
    const auto uid = element.text();
    if (!uid) continue;
    if (*uid == "*") {
      access.all_organizations = true;
    } else if (is_uid(*uid)) {
      access.organizations.emplace_back(*uid);
    } else {
      element.add_error(base::Message{"model.not_uid"});
    }
  }
  if (!access.all_organizations && access.organizations.empty()) {
    node.add_error(base::Message{"model.empty_list"});
  }
}

/// A list of texts, at least one.
std::vector<std::string> read_texts(const JsonReader& node) {
  std::vector<std::string> texts;
  for (const JsonReader& element : node.elements()) {
    if (auto text = element.text()) texts.push_back(*std::move(text));
  }
  if (node.value().elements() != nullptr && texts.empty()) {
    node.add_error(base::Message{"model.empty_list"});
  }
  return texts;
}

/// Any column may be filtered by, as its type allows: a policy is the model's own.
Filter read_policy_filter(const JsonReader& node, const std::vector<Column>& columns) {
  const FilterGrammar grammar{
      [&](const JsonReader& field, std::string_view key) -> const Column* {
        const auto found = std::ranges::find(columns, key, &Column::key);
        if (found != columns.end() && found->from.en != found->from.ar) {
          field.add_error(base::Message{"model.policy_localized", {{"name", found->key}}});
          return nullptr;
        }
        if (found != columns.end()) return &*found;
        field.add_error(base::Message{"model.no_such_column", {{"name", abbreviated(key)}}});
        return nullptr;
      },
      [](const JsonReader& place, const Column& column, Operator op) {
        if (is_applicable(op, column.type)) return true;
        place.add_error(base::Message{
            "model.operator_does_not_fit",
            {{"operator", std::string{name(op)}}, {"type", std::string{name(column.type)}}}});
        return false;
      },
      {}};
  return read_filter(node, grammar);
}

Policy read_policy(const JsonReader& node, const std::vector<Column>& columns) {
  JsonObjectReader members{node};
  Policy policy;
  if (const auto organizations = members.find("organizations")) {
    for (const std::string& uid : read_texts(*organizations)) {
      if (!is_uid(uid)) organizations->add_error(base::Message{"model.not_uid"});
      policy.organizations.emplace_back(uid);
    }
  }
  if (const auto keys = members.find("keys")) policy.keys = read_texts(*keys);
  if (const auto filter = members.require("filter")) {
    policy.filter = read_policy_filter(*filter, columns);
    const json::Value* all = filter->value().find("and");
    const bool hides_nothing =
        all != nullptr && all->elements() != nullptr && all->elements()->empty();
    if (hides_nothing) filter->add_error(base::Message{"model.empty_list"});
  }
  members.reject_unknown_members();
  return policy;
}

}  // namespace

Access read_access(const JsonReader& node, const std::vector<Column>& columns) {
  JsonObjectReader members{node};
  Access access;
  if (const auto organizations = members.find("organizations")) {
    read_organizations(*organizations, access);
  }
  if (const auto keys = members.find("keys")) access.keys = read_texts(*keys);
  if (const auto scope = members.find("scope")) {
    access.scope = scope->parse_enum<TenantScope>(kScopes).value_or(TenantScope::kOrganization);
  }
  if (const auto policies = members.find("policies")) {
    for (const JsonReader& element : policies->elements()) {
      access.policies.push_back(read_policy(element, columns));
    }
  }
  members.reject_unknown_members();
  return access;
}

}  // namespace model
