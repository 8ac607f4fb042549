#pragma once

#include <string_view>

#include "database/connection.h"

namespace job {

/// The statement of `sql/job/<name>.sql`, cached by the connection.
[[nodiscard]] database::Statement statement(database::Connection& connection,
                                            std::string_view name);

}  // namespace job
