#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace workbook {

/// A step of the deflate format: so many bytes as they are, then a copy of what stands `distance`
/// bytes before.
struct Sequence {
  static constexpr std::size_t kShortest = 3;
  static constexpr std::size_t kLongest = 258;
  static constexpr std::size_t kFarthest = 32'768;

  std::uint32_t literals = 0;
  std::uint16_t length = 0;  // kShortest to kLongest; 0 in the last sequence, which copies nothing
  std::uint16_t distance = 0;  // 1 to kFarthest
};

/// One block with codes of its own (RFC 1951, 3.2.7), not the last of its stream, and the empty
/// stored block behind it that ends at a whole byte. `sequences` describe `bytes` from the first to
/// the last. `packed` is overwritten.
void deflate_block(std::string_view bytes, std::span<const Sequence> sequences,
                   std::string& packed);

}  // namespace workbook
