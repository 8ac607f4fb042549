#pragma once

#include <string_view>

namespace app {

/// CMake's project version: "0.1.0".
[[nodiscard]] std::string_view version();

}  // namespace app
