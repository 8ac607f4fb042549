#include "workbook/defined_names.h"

#include <cstdlib>
#include <string>
#include <utility>

#include <xlsxwriter.h>

#include "base/error.h"
#include "workbook/xml/placeholders.h"

namespace workbook {
namespace {

/// JAWS and NVDA read a name of this form, on the first cell of a header, as the titles of the
/// columns between two cells: "ColumnTitleRegion1.A9.H29.1" (nvda, NVDAObjects/window/excel.py).
lxw_error name_header(lxw_workbook* workbook, const std::string& sheet, const Range& range,
                      const std::string& place, std::size_t number) {
  const std::string name = sheet + "!ColumnTitleRegion" + place + "." + a1(range.first) + "." +
                           a1(range.last) + "." + std::to_string(number);
  const std::string cell = "=" + sheet + "!$" + column_letters(range.first.column) + "$" +
                           std::to_string(range.first.row + 1);
  return workbook_define_name(workbook, name.c_str(), cell.c_str());
}

}  // namespace

void define_names(lxw_workbook* workbook, lxw_worksheet* sheet, std::size_t number,
                  const std::vector<Range>& headed) {
  // In names, libxlsxwriter searches for the sheet by the text before the first "!", without
  // quotes; and of the ranges that it names itself, it writes 127 bytes at most.
  std::string placeholder = sheet_name_placeholder(number);
  // libxlsxwriter frees it so; newer versions have both names as const.
  // NOLINTNEXTLINE(cppcoreguidelines-no-malloc,cppcoreguidelines-pro-type-const-cast)
  std::free(const_cast<char*>(sheet->quoted_name));
  sheet->quoted_name = lxw_strdup(placeholder.c_str());
  auto* const name = std::exchange(sheet->name, placeholder.data());
  lxw_error error = LXW_NO_ERROR;
  for (std::size_t i = 0; i < headed.size() && error == LXW_NO_ERROR; ++i) {
    error = name_header(workbook, placeholder, headed[i], std::to_string(i + 1), number);
  }
  sheet->name = name;
  if (error != LXW_NO_ERROR) {
    throw base::Error(std::string("sheet: name a header: ") + lxw_strerror(error));
  }
}

}  // namespace workbook
