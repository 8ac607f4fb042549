#include "workbook/packer.h"

#include <algorithm>
#include <span>

namespace workbook {
namespace {

/// Of a block's bytes, how many may be new letters: beyond an eighth, the texts in it are worth a
/// search, which finds nothing in numbers.
constexpr std::size_t kTextShare = 8;

/// Of what no row repeats: letters of any script, and what names put between them.
std::size_t letters(const Block& block, std::span<const Sequence> sequences) {
  std::size_t count = 0;
  const char* at = block.view().data();
  for (const Sequence& sequence : sequences) {
    const char* const end = at + sequence.literals;
    count += static_cast<std::size_t>(std::count_if(
        at, end, [](char c) { return static_cast<unsigned char>(c) >= 'A' || c == ' '; }));
    at = end + sequence.length;
  }
  return count;
}

}  // namespace

std::string_view Packer::packed(const Block& block) {
  if (block.marks.size() > block.pieces) {
    const auto sequences = matcher_.sequences(block);
    if (matcher_.literals() * kTextShare < block.size ||
        letters(block, sequences) * kTextShare < block.size) {
      return coder_.deflated(block.view(), sequences);
    }
  }
  return deflater_.deflated(block.view());
}

}  // namespace workbook
