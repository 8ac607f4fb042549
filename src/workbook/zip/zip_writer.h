#pragma once

#include <cstdint>
#include <filesystem>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/digest.h"
#include "base/temp_file.h"
#include "base/time.h"
#include "workbook/deflate/deflater.h"
#include "workbook/zip/compressed_part.h"

namespace workbook {

/// One file inside the zip, as its central directory lists it.
struct ZipEntry {
  std::string name;  // ASCII
  std::uint32_t crc = 0;
  std::uint64_t size = 0;             // uncompressed
  std::uint64_t compressed_size = 0;  // of a deflate stream
  std::uint64_t offset = 0;           // of its local header; set by ZipWriter

  bool operator==(const ZipEntry&) const = default;
};

/// Writes a zip file (APPNOTE.TXT 6.3.3, zip64 where a size needs it) front to back in one pass,
/// since all sizes are known in advance; the SHA-256 is computed on the way. Without `finish` the
/// file is removed. Not thread-safe.
class ZipWriter {
 public:
  /// `file` must not exist; beyond `max_bytes` bytes base::SizeLimitExceeded is thrown. The entries
  /// carry the time `created`, in UTC.
  ZipWriter(std::filesystem::path file, base::Time created,
            std::uint64_t max_bytes = base::kNoLimit);
  ~ZipWriter();
  ZipWriter(const ZipWriter&) = delete;
  ZipWriter& operator=(const ZipWriter&) = delete;

  /// Begins an entry; its `compressed_size` bytes follow through write().
  void begin_entry(ZipEntry entry);
  void write(std::string_view bytes);
  /// Writes the central directory, then syncs, closes and verifies the file.
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

/// One part of the file, assembled from texts and streamed parts in the order in which they are
/// added. What it refers to must outlive it. Not thread-safe.
class AssembledPart {
 public:
  AssembledPart(std::string name, Deflater& deflater, std::stop_token stop)
      : name_(std::move(name)), deflater_(deflater), stop_(std::move(stop)) {}

  void add_text(std::string_view bytes);
  /// `part` must be closed, and the compression pipeline finished.
  void add_streamed(const CompressedPart& part);
  /// Writes the entry. Throws base::Canceled when a stop is requested.
  void write_to(ZipWriter& zip) const;

 private:
  struct Piece {
    std::string compressed;          // a text, then
    const CompressedPart* streamed;  // a streamed part, if not null
  };

  std::string name_;
  Deflater& deflater_;
  const std::stop_token stop_;
  std::vector<Piece> pieces_;
  std::uint32_t crc_ = 0;
  std::uint64_t size_ = 0;
  std::uint64_t compressed_size_ = 0;
};

/// Reads the central directory and each local header back with minizip, and throws unless they
/// match `entries`.
void verify_zip(const std::filesystem::path& file, const std::vector<ZipEntry>& entries);

}  // namespace workbook
