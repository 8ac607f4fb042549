#pragma once

#include <string>
#include <string_view>

namespace base {

// Percent-encoding (RFC 3986, section 2), with capitals. Thread-safe.

/// "%0A".
[[nodiscard]] std::string percent_encode(char byte);

/// Encodes each byte except ASCII letters, digits and the characters of `kept`.
[[nodiscard]] std::string percent_encode(std::string_view text, std::string_view kept);

/// The same for a text that may be encoded in part: what is already encoded ("%d8") stays as it is.
[[nodiscard]] std::string complete_percent_encoding(std::string_view text, std::string_view kept);

/// The decoded bytes, which need not be UTF-8. A "%" without two hexadecimal digits stays, and so
/// does "+".
[[nodiscard]] std::string percent_decode(std::string_view text);

}  // namespace base
