#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace workbook {

/// Throws base::Error unless Excel accepts the sheet name: one line of 1 to 31 UTF-16 units, none
/// of []:*?/\, no apostrophe at the edges, no escape ("_x0041_") but that of "_", not "History",
/// and different from all in `taken`, ignoring the case of Latin letters.
void check_sheet_name(std::string_view name, const std::vector<std::string>& taken);

}  // namespace workbook
