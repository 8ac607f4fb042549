#pragma once

#include <string>
#include <string_view>

namespace source {

// Between our UTF-8 and the UTF-16 that ODBC speaks. What is malformed becomes U+FFFD.

[[nodiscard]] std::u16string utf16(std::string_view text);
void append_utf8(std::string& text, std::u16string_view units);

}  // namespace source
