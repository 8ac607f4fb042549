#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace server {

/// The stretch of a body that a Range header asks for.
struct ByteRange {
  std::int64_t begin = 0;
  std::int64_t bytes = 0;  // 0: none of the body is in it, and the answer is 416

  bool operator==(const ByteRange&) const = default;
};

/// RFC 9110, section 14.1.2. Absent where the whole body is the answer: for several ranges at once,
/// other units, and what is no range, which a server may ignore.
[[nodiscard]] std::optional<ByteRange> parse_byte_range(std::string_view header,
                                                        std::int64_t length);

}  // namespace server
