#pragma once

#include <cstdint>
#include <filesystem>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/digest.h"
#include "base/time.h"
#include "workbook/deflate/deflater.h"
#include "workbook/zip/compressed_part.h"
#include "workbook/zip/temp_file.h"

namespace workbook {

/// One file inside the zip, as its directory names it.
struct ZipEntry {
  std::string name;  // ASCII
  std::uint32_t crc = 0;
  std::uint64_t size = 0;             // unpacked
  std::uint64_t compressed_size = 0;  // a deflate stream
  std::uint64_t offset = 0;           // of its local header; filled in by ZipWriter

  bool operator==(const ZipEntry&) const = default;
};

/// The zip container (APPNOTE.TXT 6.3.3), written front to back in one go, since all sizes are
/// known before: the digest falls out of it and nothing is patched afterwards. With zip64 where a
/// size asks for it. Without `finish` the file is removed. One thread.
class ZipWriter {
 public:
  /// `file` must not exist; over `max_bytes` bytes base::SizeLimitExceeded is thrown. The entries
  /// bear `created`, in UTC.
  ZipWriter(std::filesystem::path file, base::Time created, std::uint64_t max_bytes = kNoLimit);
  ~ZipWriter();
  ZipWriter(const ZipWriter&) = delete;
  ZipWriter& operator=(const ZipWriter&) = delete;

  /// Begins an entry, whose `compressed_size` bytes follow by write().
  void begin_entry(ZipEntry entry);
  void write(std::string_view bytes);
  /// Writes the directory, syncs and closes the file.
  void finish();

  [[nodiscard]] const std::vector<ZipEntry>& entries() const { return entries_; }
  /// After finish().
  [[nodiscard]] std::uint64_t bytes() const { return bytes_; }
  [[nodiscard]] const base::Sha256& sha256() const { return sha256_; }

 private:
  void check_last_entry() const;

  std::filesystem::path file_;
  std::uint32_t dos_time_;  // MS-DOS time and date
  int descriptor_;
  const std::uint64_t max_bytes_;
  bool finished_ = false;
  std::uint64_t bytes_ = 0;
  std::uint64_t data_offset_ = 0;  // of the last entry
  std::vector<ZipEntry> entries_;
  base::Sha256Stream digest_;
  base::Sha256 sha256_ = {};
};

/// One part of the file, made of texts and of what was streamed, in the order in which they are
/// added. One thread; what it is given outlives it.
class AssembledPart {
 public:
  AssembledPart(std::string name, Deflater& deflater, std::stop_token stop)
      : name_(std::move(name)), deflater_(deflater), stop_(std::move(stop)) {}

  void add_text(std::string_view bytes);
  /// A closed part, when the compression pipeline has finished.
  void add_streamed(const CompressedPart& part);
  /// Writes the entry. Throws base::Canceled when asked to stop.
  void write_to(ZipWriter& zip) const;

 private:
  struct Piece {
    std::string compressed;          // of a text
    const CompressedPart* streamed;  // or what was streamed
  };

  std::string name_;
  Deflater& deflater_;
  const std::stop_token stop_;
  std::vector<Piece> pieces_;
  std::uint32_t crc_ = 0;
  std::uint64_t size_ = 0;
  std::uint64_t compressed_size_ = 0;
};

/// Reads the directory and each local header back, by a reader that is not ours, and throws unless
/// they say what `entries` say.
void verify_zip(const std::filesystem::path& file, const std::vector<ZipEntry>& entries);

}  // namespace workbook
