#pragma once

#include <string>
#include <string_view>

namespace source {

// Conversions between UTF-8 and ODBC's UTF-16. Malformed parts become U+FFFD.

[[nodiscard]] std::u16string utf16(std::string_view text);
void append_utf8(std::string& text, std::u16string_view units);

}  // namespace source
