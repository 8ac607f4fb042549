#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace workbook {

/// The valid sheet name nearest to `requested` by Excel's rules: at most 31 UTF-16 units, none of
/// []:*?/\, no apostrophe at the edges, not empty, not "History", and different from all in
/// `taken`, ignoring case.
[[nodiscard]] std::string sheet_name(std::string_view requested,
                                     const std::vector<std::string>& taken);

}  // namespace workbook
