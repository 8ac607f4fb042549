#pragma once

#include <string_view>

#include "workbook/block.h"
#include "workbook/compression.h"
#include "workbook/block_coder.h"
#include "workbook/deflater.h"
#include "workbook/row_matcher.h"

namespace workbook {

/// Compresses blocks: those of rows by what rows repeat, those that are mostly text by a general
/// compressor. Its results, put one after the other and closed by kDeflateEnd, are one deflate
/// stream. One thread at a time.
class Packer {
 public:
  explicit Packer(Compression compression) : deflater_(compression) {}

  /// Valid until the next call.
  [[nodiscard]] std::string_view packed(const Block& block);

 private:
  RowMatcher matcher_;
  Deflater deflater_;
  BlockCoder coder_;
};

}  // namespace workbook
