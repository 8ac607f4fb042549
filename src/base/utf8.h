#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace base {

/// Well-formed UTF-8 (RFC 3629): no overlong forms, no surrogates, nothing above U+10FFFF.
[[nodiscard]] bool is_utf8(std::string_view text);

/// The text with each malformed sequence replaced by one U+FFFD, by Unicode's "maximal subpart"
/// rule (Unicode 15, section 3.9).
[[nodiscard]] std::string sanitize_utf8(std::string_view text);

/// The text without the byte order mark (U+FEFF) that some editors and serializers write before it.
[[nodiscard]] std::string_view without_byte_order_mark(std::string_view text);

/// The length in UTF-16 code units, which Excel counts. The text must be well-formed.
[[nodiscard]] std::size_t utf16_length(std::string_view text);

}  // namespace base
