#pragma once

#include <cstdint>
#include <memory>
#include <string_view>

#include "workbook/deflate/compression.h"

namespace workbook {

/// The end of a deflate stream (RFC 1951) that consists of `Deflater` blocks: an empty final block.
inline constexpr std::string_view kDeflateEnd{"\x03\x00", 2};

/// Compresses pieces independently of each other; the results, concatenated and closed by
/// kDeflateEnd, are one deflate stream. Not thread-safe.
class Deflater {
 public:
  explicit Deflater(Compression compression);
  ~Deflater();
  Deflater(const Deflater&) = delete;
  Deflater& operator=(const Deflater&) = delete;

  /// The result is valid until the next call.
  [[nodiscard]] std::string_view compress(std::string_view bytes);

 private:
  struct Engine;
  struct Fast;
  struct Dense;
  std::unique_ptr<Engine> engine_;
};

/// The CRC-32 of the zip format, continued over pieces; `before` is 0 for the first piece.
[[nodiscard]] std::uint32_t crc32(std::uint32_t before, std::string_view bytes);
/// The CRC-32 of two concatenated pieces from the CRC of each; the second has `second_size` bytes.
[[nodiscard]] std::uint32_t combine_crc32(std::uint32_t first, std::uint32_t second,
                                          std::uint64_t second_size);

}  // namespace workbook
