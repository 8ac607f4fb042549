#pragma once

#include <filesystem>
#include <string_view>

namespace app {

/// Replaces the file at once, and creates its folders. Throws base::Error.
void write_file(const std::filesystem::path& file, std::string_view bytes);

}  // namespace app
