#pragma once

#include <filesystem>
#include <string_view>
#include <vector>

#include "database/connection.h"

namespace database {

/// Throws base::Error with a user message when the database is newer than the scripts.
void check_version(Connection& connection, const std::vector<std::string_view>& scripts);

/// Brings the database to the version of `scripts`: script i takes it from `user_version` i to i+1,
/// each in its own transaction. Before that, a database that is not new is copied to
/// `<file>.version-<i>`, completely or not at all. Throws like check_version().
void migrate(Connection& connection, const std::vector<std::string_view>& scripts,
             const std::filesystem::path& file);

}  // namespace database
