#pragma once

#include <string_view>
#include <vector>

namespace asset {

/// The bytes of an embedded file, named by its path in the source tree: "assets/messages/ar.json",
/// "sql/migrations/001.sql". They live as long as the program. Throws base::Error for an unknown
/// name. Thread-safe.
[[nodiscard]] std::string_view bytes(std::string_view name);

/// The names that begin with `prefix`, sorted.
[[nodiscard]] std::vector<std::string_view> names(std::string_view prefix);

}  // namespace asset
