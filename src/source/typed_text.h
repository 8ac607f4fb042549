#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "source/sql/database_type.h"

namespace source {

/// A text as PostgreSQL writes a value of one of its types that texts stand for: UUIDs and
/// addresses of networks and cards (PostgreSQL's manual, 8.9 and 8.12). "{550E8400-...}" is
/// "550e8400-...". Absent where the type cannot read it; other types take every text as it is.
[[nodiscard]] std::optional<std::string> canonical_text(DatabaseType type, std::string_view text);

}  // namespace source
