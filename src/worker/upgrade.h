#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"

namespace worker {

/// Tries the migration to the scripts on a copy of the database, which is removed again; a server
/// may be running. False without a database. Throws base::Error, with a user message where the
/// database is newer or damaged; also where it then lacks what a new database has.
[[nodiscard]] bool try_migration(const std::filesystem::path& data,
                                 const std::vector<std::string_view>& migrations);

/// The database as it was before an upgrade.
struct UpgradeCopy {
  std::filesystem::path file;  // "gormic-bi.db.version-N"
  std::int64_t version = 0;    // N
};

/// The newest first.
[[nodiscard]] std::vector<UpgradeCopy> upgrade_copies(const std::filesystem::path& data);

/// A job that was accepted after the upgrade.
struct JobSinceUpgrade {
  std::string id;
  std::string data_model;
  std::string status;
  base::Time submitted_at;
  std::string file;  // in the file store; empty: none
};

/// The jobs of the database that are not in the copy, in the order of submission.
[[nodiscard]] std::vector<JobSinceUpgrade> jobs_since(const std::filesystem::path& data,
                                                      const UpgradeCopy& copy);

/// The folder for the files of jobs that the copy does not know.
[[nodiscard]] std::filesystem::path files_after_upgrade(const std::filesystem::path& data);

/// Puts the copy in the place of the database, for the program of before the upgrade. Removes
/// nothing: the files of `jobs` move to files_after_upgrade(), the database to the returned file,
/// and the copy stays. After a failure it can be called again. Throws base::Error, with a user
/// message where a server runs.
std::filesystem::path undo_upgrade(const std::filesystem::path& data, const UpgradeCopy& copy,
                                   const std::vector<JobSinceUpgrade>& jobs, base::Time now);

}  // namespace worker
