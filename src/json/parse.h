#pragma once

#include <cstddef>
#include <string_view>

#include "json/value.h"

namespace json {

/// The limits of one JSON text. The depth counts open objects and arrays.
struct Limits {
  std::size_t max_depth = 32;
  std::size_t max_values = 50'000;
};

/// Parses one JSON text (RFC 8259), after an optional byte order mark. Throws base::Error with a
/// user message about malformed JSON or UTF-8, U+0000 in a string, a duplicate key in an object,
/// and exceeded limits. No input overflows the stack. Thread-safe.
[[nodiscard]] Value parse(std::string_view text, Limits limits = {});

}  // namespace json
