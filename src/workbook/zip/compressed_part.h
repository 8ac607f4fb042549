#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string_view>
#include <vector>

#include "base/temp_file.h"
#include "workbook/deflate/block.h"

namespace workbook {

class CompressionPipeline;

/// The streamed middle of one part of the file: bytes are collected in a block, and full blocks are
/// compressed into the workbook's temporary file. Not thread-safe; the pipeline's thread only calls
/// append_block().
class CompressedPart {
 public:
  /// The most that can be passed to `reserve()`.
  static constexpr std::size_t kBlockSize = Block::kCapacity;

  /// `file` and `pipeline` outlive it. `pieces_per_row` is the number of boundaries in a row, 0
  /// where there are no rows.
  CompressedPart(base::TempFile& file, CompressionPipeline& pipeline,
                 std::size_t pieces_per_row = 0);

  /// Where `bytes` bytes may be written now; `commit` marks the end of those that were.
  [[nodiscard]] char* reserve(std::size_t bytes) {
    if (kBlockSize - block_.size < bytes) flush();
    char* const at = block_.bytes.get() + block_.size;
    prefetch_for_write(at + 2'048);
    return at;
  }
  void commit(const char* end) { block_.size = static_cast<std::size_t>(end - block_.bytes.get()); }
  /// Marks the beginning of a piece of a row, after `reserve()`.
  void add_boundary() { block_.boundaries.push_back({static_cast<std::uint32_t>(block_.size)}); }
  /// The same for a cell.
  void add_cell_boundary(const char* row_number, const char* cell_value) {
    const char* const begin = block_.bytes.get() + block_.size;
    block_.boundaries.push_back({static_cast<std::uint32_t>(block_.size),
                                 static_cast<std::uint16_t>(row_number - begin),
                                 static_cast<std::uint16_t>(cell_value - begin)});
  }
  void append(std::string_view bytes);

  /// Submits the rest of the block.
  void flush();
  /// Submits the rest and frees the block's memory: nothing may follow.
  void close();

  // Valid once the part is closed and the pipeline has finished.
  [[nodiscard]] std::uint64_t size() const { return size_; }
  [[nodiscard]] std::uint32_t crc() const { return crc_; }
  [[nodiscard]] std::uint64_t compressed_size() const;
  /// Passes the compressed bytes to `sink`, in pieces.
  void read_compressed(const std::function<void(std::string_view)>& sink) const;

 private:
  friend class CompressionPipeline;
  /// Appends the next block, on the thread that compressed it.
  void append_block(std::string_view compressed, std::string_view bytes);

  CompressionPipeline& pipeline_;
  Block block_;
  // Used by the compression pipeline until it has finished.
  base::TempFile& file_;
  std::vector<base::TempFile::Extent> extents_;
  std::uint64_t size_ = 0;
  std::uint32_t crc_ = 0;
};

}  // namespace workbook
