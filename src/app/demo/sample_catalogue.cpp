#include "app/demo/sample_catalogue.h"

#include <fstream>

#include "asset/asset.h"
#include "base/error.h"

namespace app {
namespace {

/// Writes under another name first, so that an existing file is complete.
void write_file(const std::filesystem::path& file, std::string_view bytes) {
  const std::filesystem::path unfinished = file.string() + ".new";
  std::ofstream stream{unfinished, std::ios::binary | std::ios::trunc};
  stream.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  stream.close();
  if (!stream) throw base::Error("sample catalogue: write " + file.string());
  std::filesystem::rename(unfinished, file);
}

}  // namespace

void write_sample_catalogue(const std::filesystem::path& directory) {
  constexpr std::string_view kPrefix = "assets/demo/catalogue/";
  for (const std::string_view name : asset::names(kPrefix)) {
    const std::filesystem::path file = directory / name.substr(kPrefix.size());
    if (std::filesystem::exists(file)) continue;
    std::filesystem::create_directories(file.parent_path());
    write_file(file, asset::bytes(name));
  }
}

}  // namespace app
