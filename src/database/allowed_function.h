#pragma once

#include <string_view>

namespace database {

/// Whether it is one of SQLite's functions that only compute from their arguments and rows
/// (lang_corefunc.html and similar pages), including functions of newer versions. Ignores case.
/// Thread-safe.
[[nodiscard]] bool is_allowed_function(std::string_view name);

}  // namespace database
