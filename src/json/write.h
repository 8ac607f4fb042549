#pragma once

#include <string>

#include "json/value.h"

namespace json {

/// The value as compact JSON text in UTF-8. Malformed UTF-8 in strings is replaced as by
/// base::sanitize_utf8(). Thread-safe.
[[nodiscard]] std::string write(const Value& value);

/// The same, indented by two spaces, for files that people read.
[[nodiscard]] std::string write_indented(const Value& value);

}  // namespace json
