#include "database/wal_mode.h"

#include <array>
#include <fstream>
#include <string_view>

#include "base/error.h"
#include "database/connection.h"

namespace database {

namespace {

std::optional<bool> read_header(const std::filesystem::path& file) {
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

}  // namespace

std::optional<bool> is_wal_mode(const std::filesystem::path& file) {
  // A process that closes any descriptor of a file loses its locks on it (POSIX), so SQLite, which
  // may have the file open, reads it. Where SQLite cannot, it has no locks.
  try {
    Connection connection(file, Mode::kReadOnly);
    Statement mode = connection.prepare("PRAGMA journal_mode");
    if (mode.step()) return mode.text("journal_mode") == "wal";
  } catch (const base::Error&) {
    return read_header(file);
  }
  return std::nullopt;
}

}  // namespace database
