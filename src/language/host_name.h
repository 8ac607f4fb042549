#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace language {

// Parse the host of an address, percent-encoded or not, to the form that the strictest readers
// accept: US-ASCII in small letters. Absent for an invalid host. Thread-safe.

/// A name by UTS 46 (non-transitional, without STD3) of at most 253 characters. A label has 1 to 63
/// letters, digits, "-" and "_", and begins with a letter or a digit. Other names that RFC 3986
/// allows are refused, because .NET's reader refuses a workbook that has one; so is a name that
/// browsers read as a number.
[[nodiscard]] std::optional<std::string> parse_host_name(std::string_view written);

/// Such a name, an IPv4 address or an IPv6 address in brackets.
[[nodiscard]] std::optional<std::string> parse_host(std::string_view written);

}  // namespace language
