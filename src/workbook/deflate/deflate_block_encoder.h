#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace workbook {

/// One step of the deflate format: `literals` bytes as they are, then a copy of `length` bytes from
/// `distance` bytes before.
struct Sequence {
  static constexpr std::size_t kMinLength = 3;
  static constexpr std::size_t kMaxLength = 258;
  static constexpr std::size_t kMaxDistance = 32'768;

  std::uint32_t literals = 0;
  std::uint16_t length =
      0;  // kMinLength to kMaxLength; 0 in the last sequence, which copies nothing
  std::uint16_t distance = 0;  // 1 to kMaxDistance
};

/// Writes deflate blocks with dynamic Huffman codes (RFC 1951, 3.2.7), none of them the final block
/// of the stream, each followed by an empty stored block, which ends at a whole byte. Not
/// thread-safe.
class DeflateBlockEncoder {
 public:
  DeflateBlockEncoder();
  ~DeflateBlockEncoder();
  DeflateBlockEncoder(const DeflateBlockEncoder&) = delete;
  DeflateBlockEncoder& operator=(const DeflateBlockEncoder&) = delete;

  /// `sequences` describe all of `bytes` in order. The result is valid until the next call.
  [[nodiscard]] std::string_view encode(std::string_view bytes,
                                        std::span<const Sequence> sequences);

 private:
  struct Codes;

  /// The statistics of rows change slowly, and counting costs nearly as much as encoding.
  static constexpr unsigned kBlocksPerCode = 8;

  std::unique_ptr<Codes> codes_;
  unsigned blocks_left_ = 0;  // for how many more blocks codes_ are used
  std::string output_;
};

}  // namespace workbook
