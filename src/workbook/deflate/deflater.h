#pragma once

#include <cstdint>
#include <memory>
#include <string_view>

#include "workbook/deflate/compression.h"

namespace workbook {

/// What ends a deflate stream (RFC 1951) of nothing but `Deflater` blocks: an empty final block.
inline constexpr std::string_view kDeflateEnd{"\x03\x00", 2};

/// Compresses pieces that are independent of each other: put one after the other and closed by
/// kDeflateEnd, they are one deflate stream. One thread.
class Deflater {
 public:
  explicit Deflater(Compression compression);
  ~Deflater();
  Deflater(const Deflater&) = delete;
  Deflater& operator=(const Deflater&) = delete;

  /// Valid until the next call.
  [[nodiscard]] std::string_view compress(std::string_view bytes);

 private:
  struct Engine;
  struct Fast;
  struct Dense;
  std::unique_ptr<Engine> engine_;
};

/// The CRC of the zip format, continued over pieces; begins with 0.
[[nodiscard]] std::uint32_t crc32(std::uint32_t before, std::string_view bytes);
/// The CRC of two pieces, the second of `second_size` bytes, from their own.
[[nodiscard]] std::uint32_t combine_crc32(std::uint32_t first, std::uint32_t second,
                                          std::uint64_t second_size);

}  // namespace workbook
