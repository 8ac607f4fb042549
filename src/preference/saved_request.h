#pragma once

#include <cstdint>
#include <string>

#include "base/id.h"
#include "base/time.h"

namespace preference {

using SavedRequestId = base::Id<struct SavedRequestKind>;

/// What its editor decides.
struct SavedRequestContent {
  std::string name;
  bool is_shared = false;  // with all keys of the organization
  std::string data_model;
  std::string params;  // a submit's, as they were sent: JSON text
};

/// A row of the table: a named request for a report. A value.
struct SavedRequest {
  SavedRequestId id;
  base::OrganizationUid organization;
  base::KeyId lineage;  // the owner: ApiKey::lineage
  SavedRequestContent content;
  std::int64_t version = 1;  // counts changes
  base::Time created_at;
  base::Time updated_at;
};

}  // namespace preference
