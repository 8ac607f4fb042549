#pragma once

#include <cstddef>
#include <string_view>

#include "json/value.h"

namespace json {

/// The limits of one text. Nesting is counted in open objects and arrays.
struct Limits {
  std::size_t max_depth = 32;
  std::size_t max_values = 50'000;
};

/// Reads one JSON text (RFC 8259); a byte order mark before it is passed over. Not JSON, not UTF-8,
/// U+0000 in a string, a key twice in one object, too deep or too many values: throws base::Error
/// with a user message that says what and where. No input overflows the stack.
[[nodiscard]] Value parse(std::string_view text, Limits limits = {});

}  // namespace json
