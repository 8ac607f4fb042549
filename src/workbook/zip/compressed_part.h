#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string_view>
#include <vector>

#include "workbook/deflate/block.h"
#include "workbook/zip/temp_file.h"

namespace workbook {

class CompressionPipeline;

/// The long middle of one part of the file: bytes are put into a block, full blocks are compressed
/// into the workbook's temporary file. One thread, and the compression pipeline's.
class CompressedPart {
 public:
  /// The most that `reserve()` can be asked for.
  static constexpr std::size_t kBlockSize = Block::kCapacity;

  /// `file` and `pipeline` outlive it. `pieces_per_row` is how many boundaries a row has, 0 where
  /// there are no rows.
  CompressedPart(TempFile& file, CompressionPipeline& pipeline, std::size_t pieces_per_row = 0);

  /// Where `bytes` may be written now; `commit` says how far they were.
  [[nodiscard]] char* reserve(std::size_t bytes) {
    if (kBlockSize - block_.size < bytes) flush();
    char* const at = block_.bytes.get() + block_.size;
    prefetch_for_write(at + 2'048);
    return at;
  }
  void commit(const char* end) { block_.size = static_cast<std::size_t>(end - block_.bytes.get()); }
  /// A piece of a row begins here, after `reserve()`.
  void add_boundary() { block_.boundaries.push_back({static_cast<std::uint32_t>(block_.size)}); }
  /// So does a cell.
  void add_cell_boundary(const char* row_number, const char* cell_value) {
    const char* const begin = block_.bytes.get() + block_.size;
    block_.boundaries.push_back({static_cast<std::uint32_t>(block_.size),
                                 static_cast<std::uint16_t>(row_number - begin),
                                 static_cast<std::uint16_t>(cell_value - begin)});
  }
  void append(std::string_view bytes);

  /// Sends what is left in the block.
  void flush();
  /// Sends it and gives the block's memory back: nothing may follow.
  void close();

  // When it was closed and the pipeline has finished.
  [[nodiscard]] std::uint64_t size() const { return size_; }
  [[nodiscard]] std::uint32_t crc() const { return crc_; }
  [[nodiscard]] std::uint64_t compressed_size() const;
  /// Hands out the packed bytes, in pieces.
  void read_compressed(const std::function<void(std::string_view)>& sink) const;

 private:
  friend class CompressionPipeline;
  /// The next of its blocks, by the thread that packed it.
  void append_block(std::string_view compressed, std::string_view bytes);

  CompressionPipeline& pipeline_;
  Block block_;
  // The compression pipeline's until it has finished.
  TempFile& file_;
  std::vector<TempFile::Extent> extents_;
  std::uint64_t size_ = 0;
  std::uint32_t crc_ = 0;
};

}  // namespace workbook
