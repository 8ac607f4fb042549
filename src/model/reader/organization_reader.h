#pragma once

#include <filesystem>
#include <map>

#include "model/definition/organization.h"
#include "model/reader/json_reader.h"

namespace model {

using Organizations = std::map<base::OrganizationUid, Organization>;

/// A whole `organizations.json`, `{"organizations": [...]}`: no uid twice, parents are there, none
/// is above itself. Logos are files of the folder `branding`. With errors the result is of no use.
[[nodiscard]] Organizations read_organizations(const JsonReader& node,
                                               const std::filesystem::path& branding);

}  // namespace model
