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
  std::int64_t missing = 0;  // files that jobs have and the disk had not
};

/// Copies the data directory into the new folder `target`: the database and the finished files of
/// one moment, each compared with its digest. A server may run on it; it waits only for the copy of
/// its database. The folder is there when it is whole and durable, or not at all. Throws
/// base::Error with a user message.
BackupSize back_up(const std::filesystem::path& data, const std::filesystem::path& target);

/// The other way: makes the data directory of a backup. It must not hold a database yet. What the
/// backup holds is checked first, all of it.
/// A backup of a newer program, by `migrations`, is refused.
BackupSize restore(const std::filesystem::path& backup, const std::filesystem::path& data,
                   const std::vector<std::string_view>& migrations);

}  // namespace worker
