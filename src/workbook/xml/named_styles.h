#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace workbook {

/// The styles, with cell styles (ECMA-376 18.8.7) of these names, which Excel's style gallery lists
/// and which the cell formats of these numbers then follow.
[[nodiscard]] std::string with_named_styles(std::string_view styles,
                                            const std::map<std::uint16_t, std::string>& names);

}  // namespace workbook
