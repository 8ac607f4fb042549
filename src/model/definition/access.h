#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/id.h"
#include "model/definition/caller.h"
#include "model/definition/filter.h"

namespace model {

/// What is bound to `:organization_uid`.
enum class TenantScope : std::uint8_t {
  kOrganization,  // the organization whose data is reported
  kTree,          // the list of it and all below it
  kNone,          // nothing: the rows are the same for all organizations
};

/// A row policy: a filter on every request of the callers that it applies to. An empty list applies
/// to all organizations or keys. Immutable; part of an Access.
struct Policy {
  std::vector<base::OrganizationUid> organizations;
  std::vector<std::string> keys;  // labels of API keys; a "*" at the end matches any suffix
  Filter filter;

  [[nodiscard]] bool applies_to(const base::OrganizationUid& organization,
                                std::string_view key_label) const;
};

/// Which callers may use a data model. Immutable; part of its DataModel.
struct Access {
  bool all_organizations = true;
  std::vector<base::OrganizationUid> organizations;  // used unless all_organizations
  std::vector<std::string> keys;                     // labels of API keys as in Policy; empty: all
  TenantScope scope = TenantScope::kOrganization;
  std::vector<Policy> policies;  // those that apply to a caller are joined by and

  [[nodiscard]] bool is_open_to(const Caller& caller) const;
  /// Whether any key of the organization may use it.
  [[nodiscard]] bool is_open_to(const base::OrganizationUid& organization) const;
};

/// Whether a pattern equals the text, or ends in "*" and the text begins with what precedes that.
[[nodiscard]] bool matches_any(const std::vector<std::string>& patterns, std::string_view text);

}  // namespace model
