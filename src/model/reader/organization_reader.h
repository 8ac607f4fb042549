#pragma once

#include <filesystem>
#include <map>

#include "model/definition/organization.h"
#include "model/reader/json_reader.h"

namespace model {

using Organizations = std::map<base::OrganizationUid, Organization>;

/// Reads `organizations.json`: `{"organizations": [...]}`. Uids are unique, parents exist, and no
/// organization is its own ancestor. Logos are files of the folder `branding`. With errors the
/// result must not be used.
[[nodiscard]] Organizations read_organizations(const JsonReader& node,
                                               const std::filesystem::path& branding);

}  // namespace model
