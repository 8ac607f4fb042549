#pragma once

#include <cstdint>
#include <filesystem>
#include <string_view>
#include <vector>

namespace worker {

/// What was copied.
struct BackupSize {
  std::int64_t jobs = 0;
  std::int64_t files = 0;
  std::int64_t bytes = 0;    // of the files
  std::int64_t missing = 0;  // files that the database names and the disk does not have
};

/// Copies the data directory into the new folder `target`: the database and the finished files as
/// of one moment, each file compared with its digest. A running server waits only for the copy of
/// its database. `target` appears when it is complete and durable, or not at all. Throws
/// base::Error with a user message.
BackupSize back_up(const std::filesystem::path& data, const std::filesystem::path& target);

/// Restores a backup to the data directory, which must not have a database yet. The whole backup is
/// checked first; a backup of a newer version of the program, as `migrations` tell, is rejected.
BackupSize restore(const std::filesystem::path& backup, const std::filesystem::path& data,
                   const std::vector<std::string_view>& migrations);

}  // namespace worker
