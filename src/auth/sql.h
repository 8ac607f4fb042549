#pragma once

#include <string_view>

#include "database/connection.h"

namespace auth {

/// The statement of `sql/auth/<name>.sql`.
[[nodiscard]] database::Statement statement(database::Connection& connection,
                                            std::string_view name);

}  // namespace auth
