#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/id.h"
#include "base/time.h"
#include "model/definition/caller.h"

/// API keys, download links, rate limits and the audit.
namespace auth {

/// What a key may do. kAdmin includes those before it, in the key's own organization and those
/// below. kOperator is for what belongs to the whole installation; only the command line grants it.
enum class Scope { kSubmit, kRead, kCancel, kAdmin, kOperator };

/// "submit", "read", "cancel", "admin", "operator".
[[nodiscard]] std::string_view name(Scope scope);
[[nodiscard]] std::optional<Scope> parse_scope(std::string_view name);

/// The rights of a key's holder.
struct KeyGrant {
  base::OrganizationUid organization;
  std::string label;
  std::set<Scope> scopes;
  std::optional<base::Time> expires_at = {};
  std::vector<std::string> models = {};    // as in model::Caller; empty: all
  bool includes_sub_organizations = true;  // may read the data of organizations below its own
};

/// A row of the table of API keys, which has everything but the secret.
struct ApiKey {
  base::KeyId id;
  KeyGrant grant;
  base::Time created_at;
  std::optional<base::Time> revoked_at;
  std::optional<base::Time> last_used_at;  // to the minute
  base::KeyId lineage;  // the first of the keys that were rotated into this one; else its own id

  [[nodiscard]] bool allows(Scope scope) const {
    return grant.scopes.contains(scope) ||
           (scope != Scope::kOperator && grant.scopes.contains(Scope::kAdmin));
  }
  [[nodiscard]] bool is_live(base::Time now) const {
    return !revoked_at && (!grant.expires_at || *grant.expires_at > now);
  }
  [[nodiscard]] model::Caller to_caller(base::Time now) const {
    return {grant.organization, grant.label, now, grant.models, grant.includes_sub_organizations};
  }
};

}  // namespace auth
