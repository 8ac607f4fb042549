#pragma once

#include <string>
#include <string_view>

#include "report/style/theme.h"

namespace report {

/// The maximum width of a column, in digits.
inline constexpr int kMaxColumnWidth = 60;
/// The maximum width of lines, in digits, in a column that the heading widens.
inline constexpr int kMaxLineWidth = 200;

// What a column is wider than its contents, in the unit of columns, with Excel's five pixels beside
// it.
inline constexpr double kTextPadding = 1.8;  // includes an indent
inline constexpr double kCenterPadding = 1;
inline constexpr double kNumberPadding = 0.7;
inline constexpr double kTitlePadding = 1;
inline constexpr double kFilterPadding = 3;  // of a title with a filter button

/// Whether a text is read in the opposite direction of the sheet, by its first strong character. A
/// text without one, such as a phone number, is read from left to right.
[[nodiscard]] bool is_opposite_direction(std::string_view text, bool is_right_to_left);
/// Whether a string may need several lines in a column of `width` digits: true for all that do, and
/// for some that fit one line.
[[nodiscard]] bool may_need_lines(std::string_view text, int width = kMaxColumnWidth);
/// The least width of a column, without padding, in which the text takes that many lines at most,
/// broken at blanks.
[[nodiscard]] double least_width(const Theme& theme, std::string_view text, language::Weight weight,
                                 int lines);
/// Ends the embedding of a name (base::embedding_length) that the text leaves open. Returns its
/// beginning, for the text that follows; empty if none is open.
std::string close_embedding(std::string& text);
/// User text as a part of a header or footer, in Excel's codes: one line of at most 70 UTF-16
/// units, with an ellipsis where it is cut (Excel's limit for all three parts together is 255).
[[nodiscard]] std::string header_part(std::string_view text);

}  // namespace report
