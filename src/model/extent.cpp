#include "model/extent.h"

#include "base/digest.h"
#include "json/write.h"
#include "model/catalogue.h"
#include "model/filter_reader.h"

namespace model {

std::string Extent::digest() const {
  json::Value uids = json::Value::array();
  for (const base::OrganizationUid& uid : organizations) uids.add(uid.text());
  json::Value filters = json::Value::array();
  for (const Filter& part : policy.parts) filters.add(json_of(part));
  return base::hex(base::sha256(json::write(json::Value::object(
      {{"organizations", std::move(uids)}, {"policies", std::move(filters)}}))));
}

std::optional<Extent> extent_of(const Catalogue& catalogue, const DataModel& model,
                                const Caller& caller, const base::OrganizationUid& organization) {
  const bool is_in_reach = caller.reaches_below
                               ? catalogue.is_within(organization, caller.organization)
                               : organization == caller.organization;
  if (!is_in_reach || !catalogue.organization(organization)) return std::nullopt;
  Extent extent;
  if (model.access.scope == Scope::kTree && caller.reaches_below) {
    extent.organizations = catalogue.tree(organization);
  } else if (model.access.scope != Scope::kNone) {
    extent.organizations = {organization};
  }
  for (const Policy& policy : model.access.policies) {
    if (policy.is_for(caller.organization, caller.key_label)) {
      extent.policy.parts.push_back(policy.filter);
    }
  }
  return extent;
}

}  // namespace model
