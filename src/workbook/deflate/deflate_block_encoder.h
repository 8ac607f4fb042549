#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace workbook {

/// A step of the deflate format: so many bytes as they are, then a copy of what stands `distance`
/// bytes before.
struct Sequence {
  static constexpr std::size_t kMinLength = 3;
  static constexpr std::size_t kMaxLength = 258;
  static constexpr std::size_t kMaxDistance = 32'768;

  std::uint32_t literals = 0;
  std::uint16_t length =
      0;  // kMinLength to kMaxLength; 0 in the last sequence, which copies nothing
  std::uint16_t distance = 0;  // 1 to kMaxDistance
};

/// Writes blocks with codes of their own (RFC 1951, 3.2.7), none of them the last of its stream,
/// and behind each an empty stored block, which ends at a whole byte. One thread.
class DeflateBlockEncoder {
 public:
  DeflateBlockEncoder();
  ~DeflateBlockEncoder();
  DeflateBlockEncoder(const DeflateBlockEncoder&) = delete;
  DeflateBlockEncoder& operator=(const DeflateBlockEncoder&) = delete;

  /// `sequences` describe `bytes` from the first to the last. Valid until the next call.
  [[nodiscard]] std::string_view encode(std::string_view bytes,
                                        std::span<const Sequence> sequences);

 private:
  struct Codes;

  /// What rows are made of changes slowly, and counting it costs nearly as much as writing it.
  static constexpr unsigned kBlocksPerCode = 8;

  std::unique_ptr<Codes> codes_;
  unsigned blocks_left_ = 0;  // how many blocks codes_ are still for
  std::string output_;
};

}  // namespace workbook
