#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace base {

/// The bytes of a file of at most 1 MiB; absent where it cannot be read or is larger.
[[nodiscard]] std::optional<std::string> read_small_file(const std::filesystem::path& path);
/// The same of a text, without the byte order mark that some editors put before it.
[[nodiscard]] std::optional<std::string> read_small_text(const std::filesystem::path& path);

}  // namespace base
