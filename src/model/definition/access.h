#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/id.h"
#include "model/definition/caller.h"
#include "model/definition/filter.h"

namespace model {

/// What `:organization_uid` binds.
enum class TenantScope : std::uint8_t {
  kOrganization,  // the data's organization
  kTree,          // the list of it and those below it
  kNone,          // nothing: the rows are alike for all organizations
};

/// What some callers see of a data model's rows, whatever they ask for. It is meant for a caller
/// whose organization and key it names; where it names none, for all.
struct Policy {
  std::vector<base::OrganizationUid> organizations;
  std::vector<std::string> keys;  // labels of API keys; a "*" at the end stands for any ending
  Filter filter;

  [[nodiscard]] bool applies_to(const base::OrganizationUid& organization,
                                std::string_view key_label) const;
};

/// Whom a data model is open to. Immutable; part of its DataModel.
struct Access {
  bool all_organizations = true;
  std::vector<base::OrganizationUid> organizations;  // these alone, unless all
  std::vector<std::string> keys;                     // labels of API keys, as a policy's; none: all
  TenantScope scope = TenantScope::kOrganization;
  std::vector<Policy> policies;  // all that are for a caller hold together

  [[nodiscard]] bool is_open_to(const Caller& caller) const;
  /// To some key of the organization, or to all.
  [[nodiscard]] bool is_open_to(const base::OrganizationUid& organization) const;
};

/// Whether one of the patterns is the text, or ends in "*" and begins as it does.
[[nodiscard]] bool matches_any(const std::vector<std::string>& patterns, std::string_view text);

}  // namespace model
