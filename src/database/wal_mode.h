#pragma once

#include <filesystem>
#include <optional>

namespace database {

/// Whether a SQLite file is in WAL mode: then a long read holds no writer off, as it does with a
/// rollback journal. Absent where it is no readable SQLite file.
[[nodiscard]] std::optional<bool> is_wal_mode(const std::filesystem::path& file);

}  // namespace database
