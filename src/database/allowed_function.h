#pragma once

#include <string_view>

namespace database {

/// Whether it is one of SQLite's functions that do nothing but calculate from their arguments and
/// rows (lang_corefunc.html and its like), of versions to come too. Case does not matter.
[[nodiscard]] bool is_allowed_function(std::string_view name);

}  // namespace database
