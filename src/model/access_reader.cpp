#include "model/access_reader.h"

#include <array>

#include "model/key.h"

namespace model {
namespace {

constexpr std::array<std::pair<std::string_view, Scope>, 3> kScopes{
    {{"organization", Scope::kOrganization}, {"tree", Scope::kTree}, {"none", Scope::kNone}}};

void read_organizations(const Node& node, Access& access) {
  access.all_organizations = false;
  for (const Node& element : node.elements()) {
    const auto uid = element.text();
    if (!uid) continue;
    if (*uid == "*") {
      access.all_organizations = true;
    } else if (is_uid(*uid)) {
      access.organizations.emplace_back(*uid);
    } else {
      element.fault(base::Phrase{"model.not_uid"});
    }
  }
  if (!access.all_organizations && access.organizations.empty()) {
    node.fault(base::Phrase{"model.empty_list"});
  }
}

}  // namespace

Access read_access(const Node& node) {
  Members members{node};
  Access access;
  if (const auto organizations = members.find("organizations")) {
    read_organizations(*organizations, access);
  }
  if (const auto scope = members.find("scope")) {
    access.scope = scope->one_of<Scope>(kScopes).value_or(Scope::kOrganization);
  }
  if (const auto policies = members.find("policies")) {
    policies->fault(base::Phrase{"model.policies_not_served"});
  }
  members.refuse_unknown();
  return access;
}

}  // namespace model
