#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace language {

/// Parses a mailto address (RFC 6068) without "mailto:" to the form that the strictest readers
/// accept. Absent for an invalid address and for domain literals ("a@[192.0.2.1]"), because .NET's
/// reader refuses a workbook that has one. Thread-safe.
[[nodiscard]] std::optional<std::string> parse_mailto(std::string_view written);

}  // namespace language
