#include "model/row_scope.h"

#include "base/digest.h"
#include "json/write.h"
#include "model/catalogue.h"
#include "model/reader/filter_reader.h"

namespace model {

std::string RowScope::digest() const {
  json::Value uids = json::Value::array();
  for (const base::OrganizationUid& uid : organizations) uids.add(uid.text());
  json::Value filters = json::Value::array();
  for (const Filter& part : policy.parts) filters.add(to_json(part));
  return base::hex(base::sha256(json::write(json::Value::object(
      {{"organizations", std::move(uids)}, {"policies", std::move(filters)}}))));
}

std::optional<RowScope> row_scope_for(const Catalogue& catalogue, const DataModel& model,
                                      const Caller& caller,
                                      const base::OrganizationUid& organization) {
  const bool is_in_reach = caller.includes_sub_organizations
                               ? catalogue.is_within(organization, caller.organization)
                               : organization == caller.organization;
  if (!is_in_reach || !catalogue.organization(organization)) return std::nullopt;
  RowScope row_scope;
  if (model.access.scope == TenantScope::kTree && caller.includes_sub_organizations) {
    row_scope.organizations = catalogue.tree(organization);
  } else if (model.access.scope != TenantScope::kNone) {
    row_scope.organizations = {organization};
  }
  for (const Policy& policy : model.access.policies) {
    if (policy.applies_to(caller.organization, caller.key_label)) {
      row_scope.policy.parts.push_back(policy.filter);
    }
  }
  return row_scope;
}

}  // namespace model
