// Any sequences that describe their bytes: zlib inflates what they are encoded to.
#include "workbook/deflate/deflate_block_encoder.h"

#include <algorithm>
#include <vector>

#include "inflated.h"
#include "target.h"

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using workbook::Sequence;
  fuzz::Choices choices{data, size};
  workbook::DeflateBlockEncoder encoder;
  do {
    std::string bytes;
    std::vector<Sequence> sequences;
    for (std::size_t left = choices.below(3'000); left > 0 && !choices.is_over(); --left) {
      Sequence next;
      next.literals = static_cast<std::uint32_t>(choices.byte() % 32);
      bytes += choices.text(next.literals);
      if (!bytes.empty()) {
        next.distance = static_cast<std::uint16_t>(
            1 + choices.below(std::min(bytes.size(), Sequence::kMaxDistance)));
        next.length = static_cast<std::uint16_t>(
            Sequence::kMinLength + choices.below(Sequence::kMaxLength - Sequence::kMinLength + 1));
        for (int i = 0; i < next.length; ++i) bytes += bytes[bytes.size() - next.distance];
      } else {
        continue;
      }
      sequences.push_back(next);
    }
    const std::string tail = choices.text(choices.byte());
    bytes += tail;
    sequences.push_back({static_cast<std::uint32_t>(tail.size()), 0, 0});
    const std::string_view packed = encoder.encode(bytes, sequences);
    fuzz::require(fuzz::inflated(packed, bytes.size()) == bytes);
  } while (!choices.is_over());
  return 0;
}
