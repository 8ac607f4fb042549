#pragma once

#include <filesystem>
#include <string_view>

namespace app {

/// Where the sample catalogue's source expects the demonstration's database, below the catalogue.
inline constexpr std::string_view kDemoDatabase = "erp.db";

/// Writes the sample catalogue (assets/demo/catalogue/) below `directory`, which is made if it is
/// missing. A file that is there stays as it is: it may have been edited.
void write_sample_catalogue(const std::filesystem::path& directory);

}  // namespace app
