#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/digest.h"
#include "base/time.h"
#include "workbook/scratch_file.h"

namespace workbook {

/// One file inside the zip, as its directory names it.
struct Entry {
  std::string name;  // ASCII
  std::uint32_t crc = 0;
  std::uint64_t size = 0;    // unpacked
  std::uint64_t packed = 0;  // a deflate stream
  std::uint64_t offset = 0;  // of its local header; filled in by Package

  bool operator==(const Entry&) const = default;
};

/// The zip container (APPNOTE.TXT 6.3.3), written front to back in one go, since all sizes are
/// known before: the digest falls out of it and nothing is patched afterwards. With zip64 where a
/// size asks for it. Without `finish` the file is removed. One thread.
class Package {
 public:
  /// `file` must not exist; over `most` bytes base::SizeLimitExceeded is thrown. The entries bear
  /// `created`, in UTC.
  Package(std::filesystem::path file, base::Time created, std::uint64_t most = kNoLimit);
  ~Package();
  Package(const Package&) = delete;
  Package& operator=(const Package&) = delete;

  /// Begins an entry, whose `packed` bytes follow by write().
  void add(Entry entry);
  void write(std::string_view bytes);
  /// Writes the directory, syncs and closes the file.
  void finish();

  [[nodiscard]] const std::vector<Entry>& entries() const { return entries_; }
  /// After finish().
  [[nodiscard]] std::uint64_t bytes() const { return bytes_; }
  [[nodiscard]] const base::Sha256& sha256() const { return sha256_; }

 private:
  void check_last_entry() const;

  std::filesystem::path file_;
  std::uint32_t stamp_;  // MS-DOS time and date
  int descriptor_;
  const std::uint64_t most_;
  bool finished_ = false;
  std::uint64_t bytes_ = 0;
  std::uint64_t data_begins_ = 0;  // of the last entry
  std::vector<Entry> entries_;
  base::Sha256Stream digest_;
  base::Sha256 sha256_ = {};
};

/// Reads the directory and each local header back, by a reader that is not ours, and throws unless
/// they say what `entries` say.
void check_package(const std::filesystem::path& file, const std::vector<Entry>& entries);

}  // namespace workbook
