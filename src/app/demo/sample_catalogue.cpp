#include "app/demo/sample_catalogue.h"

#include "app/write_file.h"
#include "asset/asset.h"

namespace app {

void write_sample_catalogue(const std::filesystem::path& directory) {
  constexpr std::string_view kPrefix = "assets/demo/catalogue/";
  for (const std::string_view name : asset::names(kPrefix)) {
    const std::filesystem::path file = directory / name.substr(kPrefix.size());
    if (std::filesystem::exists(file)) continue;
    write_file(file, asset::bytes(name));
  }
}

}  // namespace app
