#pragma once

#include <string_view>

#include "workbook/deflate/block.h"
#include "workbook/deflate/compression.h"
#include "workbook/deflate/deflate_block_encoder.h"
#include "workbook/deflate/deflater.h"
#include "workbook/deflate/row_match_finder.h"

namespace workbook {

/// Compresses blocks: those of rows by what rows repeat, those that are mostly text by a general
/// compressor. Its results, put one after the other and closed by kDeflateEnd, are one deflate
/// stream. One thread at a time.
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
