#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string_view>
#include <vector>

#include "workbook/block.h"
#include "workbook/prefetch.h"
#include "workbook/scratch_file.h"

namespace workbook {

class PackingLine;

/// The long middle of one part of the file: bytes are put into a block, full blocks are compressed
/// into the workbook's temporary file. One thread, and the packing line's.
class PackedPart {
 public:
  /// The most that `room()` can be asked for.
  static constexpr std::size_t kBlock = Block::kRoom;

  /// `file` and `line` outlive it. `pieces` is how many marks a row has, 0 where there are no rows.
  PackedPart(ScratchFile& file, PackingLine& line, std::size_t pieces = 0);

  /// Where `bytes` may be written now; `filled_to` says how far they were.
  [[nodiscard]] char* room(std::size_t bytes) {
    if (kBlock - block_.size < bytes) flush();
    char* const at = block_.bytes.get() + block_.size;
    will_write(at + 2'048);
    return at;
  }
  void filled_to(const char* end) {
    block_.size = static_cast<std::size_t>(end - block_.bytes.get());
  }
  /// A piece of a row begins here, after `room()`.
  void mark() { block_.marks.push_back({static_cast<std::uint32_t>(block_.size)}); }
  /// So does a cell.
  void mark_cell(const char* number, const char* value) {
    const char* const begin = block_.bytes.get() + block_.size;
    block_.marks.push_back({static_cast<std::uint32_t>(block_.size),
                            static_cast<std::uint16_t>(number - begin),
                            static_cast<std::uint16_t>(value - begin)});
  }
  void append(std::string_view bytes);

  /// Sends what is left in the block.
  void flush();
  /// Sends it and gives the block's memory back: nothing may follow.
  void close();

  // When it was closed and the line has finished.
  [[nodiscard]] std::uint64_t size() const { return size_; }
  [[nodiscard]] std::uint32_t crc() const { return crc_; }
  [[nodiscard]] std::uint64_t packed_size() const;
  /// Hands out the packed bytes, in pieces.
  void read_packed(const std::function<void(std::string_view)>& sink) const;

 private:
  friend class PackingLine;
  /// The next of its blocks, by the thread that packed it.
  void take(std::string_view packed, std::string_view bytes);

  PackingLine& line_;
  Block block_;
  // The packing line's until it has finished.
  ScratchFile& file_;
  std::vector<ScratchFile::Extent> extents_;
  std::uint64_t size_ = 0;
  std::uint32_t crc_ = 0;
};

}  // namespace workbook
