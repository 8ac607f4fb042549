#include "workbook/packer.h"

namespace workbook {
namespace {

/// Of a block's bytes, how many may repeat no other row: beyond an eighth, the texts in
/// it are worth a search.
constexpr std::size_t kTextShare = 8;

}  // namespace

std::string_view Packer::packed(const Block& block) {
  if (block.marks.size() > block.pieces) {
    const auto sequences = matcher_.sequences(block);
    if (matcher_.literals() * kTextShare < block.size) {
      return coder_.deflated(block.view(), sequences);
    }
  }
  return deflater_.deflated(block.view());
}

}  // namespace workbook
