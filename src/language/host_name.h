#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace language {

// The host of an address, percent-encoded or not, as its strictest readers accept it: US-ASCII, in
// small letters. Absent where it is not valid. Any thread.

/// A name by UTS 46 (non-transitional, without STD3) whose labels have 1 to 63 letters, digits, "-"
/// and "_" behind a letter or a digit, 253 characters at most in all. What else RFC 3986 allows in
/// a name is refused, because .NET's reader refuses the whole workbook for it; so is a name that
/// browsers read as a number.
[[nodiscard]] std::optional<std::string> parse_host_name(std::string_view written);

/// Such a name, an IPv4 address or an IPv6 address in brackets.
[[nodiscard]] std::optional<std::string> parse_host(std::string_view written);

}  // namespace language
