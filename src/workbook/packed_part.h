#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "workbook/block.h"
#include "workbook/scratch_file.h"

namespace workbook {

class PackingLine;

/// The long middle of one part of the file: bytes are put into a block, full blocks are compressed
/// into a temporary file. One thread, and the packing line's.
class PackedPart {
 public:
  /// The most that `room()` can be asked for.
  static constexpr std::size_t kBlock = Block::kRoom;

  /// `line` outlives it. `pieces` is how many marks a row has, 0 where there are no rows.
  PackedPart(const std::filesystem::path& scratch, PackingLine& line, std::size_t pieces = 0);

  /// Where `bytes` may be written now; `filled_to` says how far they were.
  [[nodiscard]] char* room(std::size_t bytes) {
    if (kBlock - block_.size < bytes) flush();
    return block_.bytes.get() + block_.size;
  }
  void filled_to(const char* end) {
    block_.size = static_cast<std::size_t>(end - block_.bytes.get());
  }
  /// A piece of a row begins here, after `room()`.
  void mark() { block_.marks.push_back(static_cast<std::uint32_t>(block_.size)); }
  void append(std::string_view bytes);

  /// Sends what is left in the block. The figures below hold when the line has finished.
  void flush();
  [[nodiscard]] std::uint64_t size() const { return size_; }
  [[nodiscard]] std::uint32_t crc() const { return crc_; }
  [[nodiscard]] const ScratchFile& packed() const { return packed_; }

 private:
  friend class PackingLine;
  /// The next of its blocks, by the thread that packed it.
  void take(std::string_view packed, std::string_view bytes);

  PackingLine& line_;
  Block block_;
  // The packing line's until it has finished.
  ScratchFile packed_;
  std::uint64_t size_ = 0;
  std::uint32_t crc_ = 0;
};

}  // namespace workbook
