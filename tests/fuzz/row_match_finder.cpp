// Rows of pieces, with boundaries anywhere in them: zlib inflates what they are compressed to.
#include "workbook/deflate/row_match_finder.h"

#include <algorithm>

#include "inflated.h"
#include "target.h"
#include "workbook/deflate/deflate_block_encoder.h"

namespace {

/// Pieces repeat others, or parts of them, as in real rows.
workbook::Block block_of(fuzz::Choices& choices) {
  workbook::Block block;
  block.pieces_per_row = 1 + choices.below(8);
  std::vector<std::string> pieces;
  while (!choices.is_over() && pieces.size() < 2'000) {
    std::string piece;
    if (pieces.size() >= block.pieces_per_row && choices.byte() % 4 != 0) {
      piece = pieces[pieces.size() - block.pieces_per_row];
      const std::size_t at = choices.below(piece.size() + 1);
      piece.replace(at, choices.below(6), choices.text(choices.byte() % 6));
    } else {
      piece = choices.text(choices.byte() % 64);
      if (choices.byte() % 16 == 0) piece.append(choices.below(3'000), 'z');
    }
    if (block.size + piece.size() > workbook::Block::kCapacity) break;
    const std::size_t value = choices.below(piece.size() + 1);
    const std::size_t number = choices.below(value + 1);
    block.boundaries.push_back({static_cast<std::uint32_t>(block.size),
                                static_cast<std::uint16_t>(number),
                                static_cast<std::uint16_t>(value)});
    piece.copy(block.bytes.get() + block.size, piece.size());
    block.size += piece.size();
    pieces.push_back(std::move(piece));
  }
  return block;
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  fuzz::Choices choices{data, size};
  workbook::RowMatchFinder match_finder;
  workbook::DeflateBlockEncoder encoder;
  for (int i = 0; i < 2; ++i) {  // the second time with the codes of the first
    const workbook::Block block = block_of(choices);
    const auto sequences = match_finder.find(block);
    std::size_t literals = 0;
    for (const workbook::Sequence& sequence : sequences) literals += sequence.literals;
    fuzz::require(literals == match_finder.literal_bytes());
    const std::string_view packed = encoder.encode(block.view(), sequences);
    fuzz::require(fuzz::inflated(packed, block.size) == block.view());
    choices = {data, size / 2};
  }
  return 0;
}
