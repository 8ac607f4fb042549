#include "database/wal_mode.h"

#include <array>
#include <fstream>
#include <string_view>

namespace database {

std::optional<bool> is_wal_mode(const std::filesystem::path& file) {
  // "The Database Header" of SQLite's file format: 16 bytes of magic, the page size, then the
  // format versions for writing and reading; 2 is WAL.
  constexpr std::string_view kMagic{"SQLite format 3\0", 16};
  constexpr std::size_t kReadVersion = 19;
  std::array<char, 20> header{};
  std::ifstream stream(file, std::ios::binary);
  if (!stream.read(header.data(), header.size())) return std::nullopt;
  if (std::string_view{header.data(), kMagic.size()} != kMagic) return std::nullopt;
  return header[kReadVersion] == 2;
}

}  // namespace database
