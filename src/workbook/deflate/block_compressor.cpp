#include "workbook/deflate/block_compressor.h"

#include <algorithm>
#include <span>

namespace workbook {
namespace {

/// If more than one eighth of a block's bytes are new letters, its texts are worth a general
/// search; digits are not, since a search finds nothing in them.
constexpr std::size_t kTextShare = 8;

/// Counts the letters of any script and the spaces among the bytes that no sequence copies.
std::size_t count_letters(const Block& block, std::span<const Sequence> sequences) {
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

std::string_view BlockCompressor::compress(const Block& block) {
  if (block.boundaries.size() > block.pieces_per_row) {
    const auto sequences = match_finder_.find(block);
    if (match_finder_.literal_bytes() * kTextShare < block.size ||
        count_letters(block, sequences) * kTextShare < block.size) {
      return encoder_.encode(block.view(), sequences);
    }
  }
  return deflater_.compress(block.view());
}

}  // namespace workbook
