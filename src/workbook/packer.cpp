#include "workbook/packer.h"

#include "workbook/deflate_block.h"

namespace workbook {
namespace {

/// Of a block's bytes, how many may be no repetition of the row above: beyond a third, the texts in
/// it are worth a search.
constexpr std::size_t kTextShare = 3;

}  // namespace

std::string_view Packer::packed(const Block& block) {
  if (block.marks.size() > block.pieces) {
    const auto sequences = matcher_.sequences(block.view(), block.marks, block.pieces);
    if (matcher_.literals() * kTextShare < block.size) {
      deflate_block(block.view(), sequences, packed_);
      return packed_;
    }
  }
  return deflater_.deflated(block.view());
}

}  // namespace workbook
