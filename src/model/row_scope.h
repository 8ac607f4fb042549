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

/// How far a caller sees into the rows of a data model, whatever it asks for.
struct RowScope {
  std::vector<base::OrganizationUid> organizations;  // what `:organization_uid` binds, if anything
  Filter policy;  // of the model's row policies those that are for the caller

  /// SHA-256, in hex: the same for whoever sees as far.
  [[nodiscard]] std::string digest() const;
};

/// Of an organization's data. Absent where there is no such organization, or the caller may not ask
/// for its data.
[[nodiscard]] std::optional<RowScope> row_scope_for(const Catalogue& catalogue,
                                                    const DataModel& model, const Caller& caller,
                                                    const base::OrganizationUid& organization);

}  // namespace model
