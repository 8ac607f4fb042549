#pragma once

#include <cstddef>
#include <vector>

#include "workbook/xml/cell.h"

struct lxw_workbook;
struct lxw_worksheet;

namespace workbook {

/// Names the headers of a sheet for screen readers; `headed` ranges begin with the row that has the
/// titles of their columns, `number` is that of the sheet, from 1. Call it before the skeleton is
/// written: these names and those of what is printed have a placeholder for the sheet's name.
void define_names(lxw_workbook* workbook, lxw_worksheet* sheet, std::size_t number,
                  const std::vector<Range>& headed);

}  // namespace workbook
