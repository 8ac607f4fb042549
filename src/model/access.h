#pragma once

#include <cstdint>
#include <vector>

#include "base/id.h"

namespace model {

/// What `:organization_uid` binds.
enum class Scope : std::uint8_t {
  kOrganization,  // the data's organization
  kTree,          // the list of it and those below it
  kNone,          // nothing: the rows are alike for all organizations
};

/// Whom a data model is open to. Immutable; part of its DataModel.
struct Access {
  bool all_organizations = true;
  std::vector<base::OrganizationUid> organizations;  // these alone, unless all
  Scope scope = Scope::kOrganization;
};

}  // namespace model
