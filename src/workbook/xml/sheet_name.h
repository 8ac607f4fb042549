#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace workbook {

/// What a sheet may be called that should be called `requested` (EXCEL.md 5): 31 UTF-16 units, none
/// of
/// []:*?/\, no apostrophe at the edges, not empty, not "History", unlike all in `taken`.
[[nodiscard]] std::string sheet_name(std::string_view requested,
                                     const std::vector<std::string>& taken);

}  // namespace workbook
