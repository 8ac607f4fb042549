#pragma once

#include <string>
#include <string_view>

namespace workbook {

// Edits that say what libxlsxwriter leaves to its reader, because readers differ.

/// The chart with the booleans and tick marks that it leaves out. Their default is true by the
/// schema (ECMA-376 21.2.2), but false in what Excel 2007 wrote, by whose name and version programs
/// tell the two apart: lines were smooth, and labels said everything.
[[nodiscard]] std::string with_explicit_defaults(std::string_view chart);

/// The workbook whose defined names have each name of a sheet in quotes. Excel needs them if it
/// could be a number or a cell, such as "2026" and "Q1".
[[nodiscard]] std::string with_quoted_sheet_names(std::string_view workbook);

}  // namespace workbook
