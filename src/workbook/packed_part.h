#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>

#include "workbook/deflater.h"
#include "workbook/scratch_file.h"

namespace workbook {

/// The long middle of one part of the file: bytes are put into a block, full blocks are compressed
/// into a temporary file. One thread. It is the seam at which blocks could be compressed elsewhere.
class PackedPart {
 public:
  /// The most that `room()` can be asked for.
  static constexpr std::size_t kBlock = 512 * 1024;

  /// `deflater` outlives it.
  PackedPart(const std::filesystem::path& scratch, Deflater& deflater);

  /// Where `bytes` may be written now; `filled_to` says how far they were.
  [[nodiscard]] char* room(std::size_t bytes) {
    if (kBlock - filled_ < bytes) flush();
    return block_.get() + filled_;
  }
  void filled_to(const char* end) { filled_ = static_cast<std::size_t>(end - block_.get()); }
  void append(std::string_view bytes);

  /// Compresses what is left in the block. The figures below hold then.
  void flush();
  [[nodiscard]] std::uint64_t size() const { return size_; }
  [[nodiscard]] std::uint32_t crc() const { return crc_; }
  [[nodiscard]] const ScratchFile& packed() const { return packed_; }

 private:
  Deflater& deflater_;
  ScratchFile packed_;
  std::unique_ptr<char[]> block_;
  std::size_t filled_ = 0;
  std::uint64_t size_ = 0;
  std::uint32_t crc_ = 0;
};

}  // namespace workbook
