#pragma once

#include <filesystem>
#include <string_view>
#include <vector>

#include "database/connection.h"

namespace database {

/// Throws with a user message when the database is newer than the scripts.
void check_version(Connection& connection, const std::vector<std::string_view>& scripts);

/// Brings the database to the version of `scripts`: script i takes it from `user_version` i to i+1,
/// in one transaction each. Before the first of them a database that holds something is copied to
/// `<file>.version-<i>`, whole or not at all. Throws as check_version() does.
void migrate(Connection& connection, const std::vector<std::string_view>& scripts,
             const std::filesystem::path& file);

}  // namespace database
