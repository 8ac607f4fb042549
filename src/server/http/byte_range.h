#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace server {

/// The part of a body that a Range header requests. A value.
struct ByteRange {
  std::int64_t begin = 0;
  std::int64_t bytes = 0;  // 0: outside the body; the response is 416

  bool operator==(const ByteRange&) const = default;
};

/// Parses the header (RFC 9110, section 14.1.2). Absent if the whole body is to be sent: for
/// several ranges, other units and malformed headers, which a server may ignore.
[[nodiscard]] std::optional<ByteRange> parse_byte_range(std::string_view header,
                                                        std::int64_t length);

}  // namespace server
