// The files of a catalogue; the first byte says which of them the input is. For any input there is
// a catalogue, or there are errors that name their file.
#include <array>
#include <filesystem>
#include <fstream>

#include "model/catalogue.h"
#include "support/temp_dir.h"
#include "target.h"

namespace {

constexpr std::array kFiles{"models/shop.sales.json", "models/shop.sales.sql", "sources/shop.json",
                            "organizations.json"};

void write(const std::filesystem::path& file, const std::string& bytes) {
  std::ofstream{file, std::ios::binary} << bytes;
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const TempDir kScratch;
  static const auto kFolder = kScratch.path() / "catalogue";
  static const std::filesystem::path kShop =
      std::filesystem::path{GORMIC_BI_TREE} / "tests/end_to_end/catalogues/shop";
  static const bool kIsCopied = [] {
    std::filesystem::copy(kShop, kFolder, std::filesystem::copy_options::recursive);
    return true;
  }();
  fuzz::require(kIsCopied);
  if (size == 0) return 0;
  const std::filesystem::path file = kFiles.at(data[0] % kFiles.size());
  write(kFolder / file, fuzz::text_of(data + 1, size - 1));
  const auto loaded = model::Catalogue::load(kFolder);
  fuzz::require((loaded.catalogue != nullptr) == loaded.errors.empty());
  for (const base::Diagnostic& diagnostic : loaded.errors) {
    fuzz::require(!diagnostic.path.empty() && !diagnostic.reason.key.empty());
  }
  std::filesystem::copy_file(kShop / file, kFolder / file,
                             std::filesystem::copy_options::overwrite_existing);
  return 0;
}
