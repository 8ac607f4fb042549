#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace base {

/// The contents of a file of at most 1 MiB; absent when it is larger or cannot be read.
[[nodiscard]] std::optional<std::string> read_small_file(const std::filesystem::path& path);
/// The same without a byte order mark, which some editors write.
[[nodiscard]] std::optional<std::string> read_small_text(const std::filesystem::path& path);

}  // namespace base
