#pragma once

#include <string_view>

#include "workbook/deflate/block.h"
#include "workbook/deflate/compression.h"
#include "workbook/deflate/deflate_block_encoder.h"
#include "workbook/deflate/deflater.h"
#include "workbook/deflate/row_match_finder.h"

namespace workbook {

/// Compresses blocks: rows by what they repeat, blocks that are mostly text by a general
/// compressor. The results, concatenated and closed by kDeflateEnd, are one deflate stream. Not
/// thread-safe.
class BlockCompressor {
 public:
  explicit BlockCompressor(Compression compression) : deflater_(compression) {}

  /// Valid until the next call.
  [[nodiscard]] std::string_view compress(const Block& block);

 private:
  RowMatchFinder match_finder_;
  Deflater deflater_;
  DeflateBlockEncoder encoder_;
};

}  // namespace workbook
