#pragma once

#include <filesystem>
#include <optional>

namespace database {

/// Whether a SQLite file is in WAL mode, in which a long read does not block writers. Absent when
/// it is not a readable SQLite file. Thread-safe.
[[nodiscard]] std::optional<bool> is_wal_mode(const std::filesystem::path& file);

}  // namespace database
