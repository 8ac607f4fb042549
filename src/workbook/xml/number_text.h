#pragma once

#include <string>
#include <string_view>

namespace workbook {

/// The text that a number has in Excel's number format, for its width: padding is the character
/// that it is as wide as, and every digit of a date or time is a zero. Knows literals, padding,
/// digits, grouping, percent, dates, elapsed hours and Arabic-Indic digits; General shows up to 11
/// characters.
[[nodiscard]] std::string number_text(std::string_view format, double value);

/// The text that a cell with that format shows, without the blanks at its edges, which only align
/// it. Dates are serial numbers of days (excel_serial_date), rounded to the second.
[[nodiscard]] std::string displayed_number(std::string_view format, double value);

}  // namespace workbook
