#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace workbook {

/// A Huffman code of the deflate format (RFC 1951, 3.2.2): the more frequent a symbol, the shorter
/// its code. A value.
class HuffmanCode {
 public:
  static constexpr std::size_t kMaxSymbols = 286;

  struct Code {
    std::uint16_t bits = 0;   // the first bit is the lowest, as the format requires
    std::uint8_t length = 0;  // 0: the symbol is not used
  };

  /// `counts` is how often each symbol is used, for 2 to kMaxSymbols symbols. No code is longer
  /// than `max_length`, and at least two symbols get one, so that the code is complete.
  HuffmanCode(std::span<const std::uint32_t> counts, int max_length);

  [[nodiscard]] const Code& operator[](std::size_t symbol) const { return codes_[symbol]; }
  /// One more than the last used symbol.
  [[nodiscard]] std::size_t size() const { return size_; }

 private:
  std::array<Code, kMaxSymbols> codes_ = {};
  std::size_t size_ = 0;
};

}  // namespace workbook
