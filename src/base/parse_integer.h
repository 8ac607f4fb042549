#pragma once

#include <charconv>
#include <concepts>
#include <optional>
#include <string_view>
#include <system_error>

namespace base {

/// Parses the whole text as an integer: ASCII digits, leading zeros allowed; for signed types a '-'
/// may come first. In base 16 letters of either case are digits. Absent for all other
/// texts (empty, with a plus sign, a space or a prefix such as "0x") and for a number beyond the
/// type's limits. No locale has an effect. Thread-safe.
template <std::integral Integer>
[[nodiscard]] std::optional<Integer> parse_integer(std::string_view text, int base = 10) {
  Integer number = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, number, base);
  return error == std::errc{} && stop == end ? std::optional{number} : std::nullopt;
}

}  // namespace base
