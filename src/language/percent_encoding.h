#pragma once

#include <string>
#include <string_view>

namespace language {

// Percent-encoding (RFC 3986, section 2). Thread-safe.

/// Encodes each byte except ASCII letters, digits, the characters of `kept` and what is already
/// encoded ("%D8").
[[nodiscard]] std::string percent_encode(std::string_view text, std::string_view kept);

/// The decoded bytes, which need not be UTF-8.
[[nodiscard]] std::string percent_decode(std::string_view text);

}  // namespace language
