// The layout of the baseline programs, as simple as in libxlsxwriter's manual.
#pragma once

#include <fcntl.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include <array>
#include <cstdio>
#include <cstdlib>

inline constexpr std::array kTitles{"Invoice No.", "Date",    "Customer", "Customer in Arabic",
                                    "City",        "Product", "Quantity", "Unit price",
                                    "VAT",         "Total"};
inline constexpr std::array kWidths{12.0, 12.0, 42.0, 42.0, 12.0, 30.0, 10.0, 12.0, 12.0, 14.0};
inline constexpr lxw_row_t kHeaderRow = 1;
inline constexpr auto kLastColumn = static_cast<lxw_col_t>(kTitles.size() - 1);

inline void demand(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "bench: %s\n", what);
  std::exit(1);
}

struct Formats {
  lxw_format* title;
  lxw_format* header;
  lxw_format* date;
  lxw_format* integer;
  lxw_format* money;
};

inline Formats add_formats(lxw_workbook* book) {
  const auto add = [&](const char* number) {
    lxw_format* format = workbook_add_format(book);
    if (number != nullptr) format_set_num_format(format, number);
    return format;
  };
  const Formats formats{add(nullptr), add(nullptr), add("dd/mm/yyyy"), add("#,##0"),
                        add("#,##0.00")};
  format_set_bold(formats.title);
  format_set_font_size(formats.title, 16);
  format_set_bold(formats.header);
  format_set_bg_color(formats.header, 0xDDEBF7);
  return formats;
}

inline lxw_worksheet* add_sheet(lxw_workbook* book, const Formats& formats) {
  lxw_worksheet* sheet = workbook_add_worksheet(book, nullptr);
  for (lxw_col_t i = 0; i <= kLastColumn; ++i) {
    worksheet_set_column(sheet, i, i, kWidths[i], nullptr);
  }
  worksheet_freeze_panes(sheet, kHeaderRow + 1, 0);
  worksheet_write_string(sheet, 0, 0, "Sales invoices", formats.title);
  for (lxw_col_t i = 0; i <= kLastColumn; ++i) {
    worksheet_write_string(sheet, kHeaderRow, i, kTitles[i], formats.header);
  }
  return sheet;
}

inline void sync(const char* file) {
  const int descriptor = open(file, O_RDONLY);
  demand(descriptor >= 0 && fsync(descriptor) == 0 && close(descriptor) == 0, "sync");
}
