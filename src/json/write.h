#pragma once

#include <string>

#include "json/value.h"

namespace json {

/// The value as compact JSON text in UTF-8. Strings that are not well-formed UTF-8 are repaired.
[[nodiscard]] std::string write(const Value& value);

/// The same, indented by two spaces, for files that people read.
[[nodiscard]] std::string write_indented(const Value& value);

}  // namespace json
