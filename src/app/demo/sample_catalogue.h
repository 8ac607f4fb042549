#pragma once

#include <filesystem>
#include <string_view>

namespace app {

/// The path of the demo's database below the catalogue, as the catalogue's source has it.
inline constexpr std::string_view kDemoDatabase = "erp.db";

/// Writes the sample catalogue (assets/demo/catalogue/) to `directory`, which is created if it is
/// missing. Does not overwrite existing files, which may have been edited.
void write_sample_catalogue(const std::filesystem::path& directory);

}  // namespace app
