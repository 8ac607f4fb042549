#pragma once

#include <string_view>
#include <vector>

namespace app {

/// The scripts of `sql/migrations/`, in order.
[[nodiscard]] std::vector<std::string_view> migrations();

}  // namespace app
