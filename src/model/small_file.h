#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace model {

/// The bytes of a file of at most 1 MiB; absent where it cannot be read or is larger.
[[nodiscard]] std::optional<std::string> read_small_file(const std::filesystem::path& path);

}  // namespace model
