#pragma once

#include <string>
#include <string_view>

namespace language {

// RFC 3986, section 2. Any thread.

/// ASCII letters and digits, `kept` and what is encoded already ("%D8") stay; each other byte is
/// encoded.
[[nodiscard]] std::string percent_encode(std::string_view text, std::string_view kept);

/// The bytes that a text stands for, which need not be UTF-8.
[[nodiscard]] std::string percent_decode(std::string_view text);

}  // namespace language
