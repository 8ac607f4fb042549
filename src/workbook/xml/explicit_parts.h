#pragma once

#include <string>
#include <string_view>

namespace workbook {

// Edits that say what libxlsxwriter leaves to its reader, because readers differ.

/// The chart with the booleans and tick marks that it leaves out. Their default is true by the
/// schema (ECMA-376 21.2.2), but false in what Excel 2007 wrote, by whose name and version programs
/// tell the two apart: lines were smooth, and labels said everything.
[[nodiscard]] std::string with_explicit_defaults(std::string_view chart);

}  // namespace workbook
