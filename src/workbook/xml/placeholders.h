#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace workbook {

// What libxlsxwriter is handed in place of names of sheets that it would misread, and the edits of
// the skeleton's parts that replace it. No name of a sheet has brackets (sheet_name.h).

/// Of the sheet with that number, from 1.
[[nodiscard]] std::string sheet_name_placeholder(std::size_t number);
/// The workbook or its extended properties, with names of sheets in defined names. They are in
/// quotes: Excel needs them if the name could be a number or a cell, such as "2026" and "Q1".
/// Throws base::Error if there is no such sheet.
[[nodiscard]] std::string with_sheet_names(std::string_view part,
                                           const std::vector<std::string>& names);

/// The target of a link to a sheet without "#", at which libxlsxwriter splits it.
[[nodiscard]] std::string with_number_sign_placeholders(std::string_view target);
/// The sheet whose links have them.
[[nodiscard]] std::string with_number_signs(std::string_view sheet);

}  // namespace workbook
