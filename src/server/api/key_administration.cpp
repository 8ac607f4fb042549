#include "server/api/key_administration.h"

#include <algorithm>

namespace server {

using auth::KeyGrant;
using auth::Scope;

KeyAdministration::KeyAdministration(const Services& services, const auth::ApiKey& admin)
    : admin_(admin), catalogue_(services.data.catalogue()) {}

bool KeyAdministration::manages(const base::OrganizationUid& organization) const {
  const KeyGrant& own = admin_.grant;
  if (organization == own.organization) return true;
  return own.includes_sub_organizations && catalogue_ &&
         catalogue_->is_within(organization, own.organization);
}

std::vector<base::OrganizationUid> KeyAdministration::organizations() const {
  const KeyGrant& own = admin_.grant;
  std::vector<base::OrganizationUid> all{own.organization};
  if (!own.includes_sub_organizations || !catalogue_) return all;
  for (base::OrganizationUid& uid : catalogue_->tree(own.organization)) {
    if (uid != own.organization) all.push_back(std::move(uid));
  }
  return all;
}

std::vector<base::Diagnostic> KeyAdministration::excess(const KeyGrant& grant) const {
  const KeyGrant& own = admin_.grant;
  std::vector<base::Diagnostic> excess;
  const bool has_more_scopes = std::ranges::any_of(grant.scopes, [&](Scope scope) {
    return scope == Scope::kOperator || !admin_.allows(scope);
  });
  if (has_more_scopes) excess.push_back({"scopes", base::Message{"server.grant_scopes"}});
  if (!manages(grant.organization)) {
    excess.push_back({"organization", base::Message{"server.grant_organization"}});
  }
  const bool has_more_models =
      !own.models.empty() &&
      (grant.models.empty() ||
       !std::ranges::all_of(grant.models, [&](const std::string& model) { return covers(model); }));
  if (has_more_models) excess.push_back({"dataModels", base::Message{"server.grant_models"}});
  if (grant.includes_sub_organizations && !own.includes_sub_organizations) {
    excess.push_back({"dataOf", base::Message{"server.grant_data_of"}});
  }
  const bool lives_longer =
      own.expires_at && (!grant.expires_at || *grant.expires_at > *own.expires_at);
  if (lives_longer) excess.push_back({"expiresAt", base::Message{"server.grant_expiry"}});
  if (sees_more(grant)) excess.push_back({"label", base::Message{"server.grant_label"}});
  if (const auto uid = unknown_model(grant)) {
    excess.push_back({"label", base::Message{"server.grant_label_unknown", {{"uid", *uid}}}});
  }
  return excess;
}

/// Whether each data model that the pattern matches is one of the admin's.
bool KeyAdministration::covers(const std::string& pattern) const {
  return std::ranges::any_of(admin_.grant.models, [&](const std::string& own) {
    if (own == pattern) return true;
    return own.ends_with('*') && pattern.starts_with(own.substr(0, own.size() - 1));
  });
}

/// Whether a data model is open to the new key and not to the admin, or a row policy limits the
/// admin and not the new key.
bool KeyAdministration::sees_more(const KeyGrant& grant) const {
  if (!catalogue_) return false;
  const KeyGrant& own = admin_.grant;
  return std::ranges::any_of(catalogue_->models(), [&](const auto& entry) {
    const model::Access& access = entry.second.access;
    const auto names = [&](const KeyGrant& key) {
      return access.keys.empty() || model::matches_any(access.keys, key.label);
    };
    if (names(grant) && !names(own)) return true;
    return std::ranges::any_of(access.policies, [&](const model::Policy& policy) {
      return policy.applies_to(own.organization, own.label) &&
             !policy.applies_to(grant.organization, grant.label);
    });
  });
}

std::optional<std::string> KeyAdministration::unknown_model(const KeyGrant& grant) const {
  if (!catalogue_ || grant.label == admin_.grant.label) return std::nullopt;
  const auto& left_out = catalogue_->left_out();
  const auto found = std::ranges::find_if(left_out, [&](const std::string& uid) {
    return grant.models.empty() || model::matches_any(grant.models, uid);
  });
  return found == left_out.end() ? std::nullopt : std::optional{*found};
}

}  // namespace server
