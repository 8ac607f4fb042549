#pragma once

#include <string>
#include <string_view>

namespace app {

/// CMake's project version: "0.2.0".
[[nodiscard]] std::string_view version();
/// "Gormic BI 0.2.0"
[[nodiscard]] std::string product_name();

}  // namespace app
