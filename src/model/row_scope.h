#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/id.h"
#include "model/definition/caller.h"
#include "model/definition/filter.h"

namespace model {

class Catalogue;
struct DataModel;

/// The rows of a data model that a caller may see: a limit on every request. A value.
struct RowScope {
  std::vector<base::OrganizationUid> organizations;  // bound to `:organization_uid`; may be empty
  Filter policy;  // the row policies that apply to the caller, joined by and

  /// SHA-256 in hex. Two callers with equal digests see the same rows.
  [[nodiscard]] std::string digest() const;
};

/// The scope within `organization`. Absent if that does not exist or is out of the caller's reach.
[[nodiscard]] std::optional<RowScope> row_scope_for(const Catalogue& catalogue,
                                                    const DataModel& model, const Caller& caller,
                                                    const base::OrganizationUid& organization);

}  // namespace model
