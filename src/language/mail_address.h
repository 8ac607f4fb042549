#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace language {

/// A mailto address (RFC 6068) without "mailto:", as its strictest readers accept it; absent where
/// it is not valid. Domain literals ("a@[192.0.2.1]") are refused, because .NET's reader refuses
/// the whole workbook for them. Any thread.
[[nodiscard]] std::optional<std::string> parse_mailto(std::string_view written);

}  // namespace language
