#pragma once

#include <cstddef>
#include <string_view>

namespace base {

/// The Levenshtein distance in bytes, ignoring case. For short texts: it takes the product of their
/// lengths.
[[nodiscard]] std::size_t edit_distance(std::string_view a, std::string_view b);

}  // namespace base
