#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "report/localized_report.h"
#include "workbook/sheet.h"

namespace report {

/// The title of a section, where a report has several.
struct SectionTitle {
  std::string title;                 // empty: the whole report
  std::vector<std::string> details;  // sentences
  std::string index;                 // the sheet that its own links back to; empty: none
};

/// What is above the table: letterhead with the logo at its far end, title, period in the
/// organization's calendars, parameters, conventions. Its number of rows is known before the first
/// data row. Not thread-safe.
class Heading {
 public:
  explicit Heading(const LocalizedReport& report, const SectionTitle& section_title = {});

  /// The number of its rows; the header of the table is the next.
  [[nodiscard]] std::uint32_t rows() const { return static_cast<std::uint32_t>(lines_.size()); }
  /// The cell of the section's title.
  [[nodiscard]] workbook::Cell section_title() const { return {section_title_row_, 0}; }
  /// The minimum width of the table for it, in digits.
  [[nodiscard]] double width() const;
  /// Writes it over columns of these widths. `note`, the number of rows, is placed opposite the
  /// conventions. Returns the height in points.
  double write(workbook::Sheet& sheet, const std::vector<double>& widths,
               const std::string& note) const;

 private:
  struct Line {
    enum class Place { kStart, kSpread, kNote, kGap, kLink };
    Place place;
    std::string text;
    workbook::StyleId style;
    double height;       // points, of one line
    double digit_width;  // of its font, in digits of the Normal font
    language::Weight weight;
  };

  void letterhead();
  void back_link();
  void periods();
  void parameters();
  void conventions();
  void start(const std::string& text, workbook::StyleId style, double height, double digit_width,
             language::Weight weight = language::Weight::kRegular);
  void spread(const std::string& text);
  double write_notes(workbook::Sheet& sheet, std::uint32_t row, const std::vector<double>& widths,
                     const std::string& note) const;
  [[nodiscard]] double width(const Line& line) const;
  void write_logo(workbook::Sheet& sheet, const std::vector<double>& widths) const;

  const LocalizedReport& report_;
  const std::string index_;  // the sheet that it links back to; empty: none
  std::vector<Line> lines_;
  std::uint32_t letterhead_rows_ = 0;
  std::uint32_t section_title_row_ = 0;
};

/// Writes a text over the cells of one row from `first` to `last`, merged if there are several.
void write_across(workbook::Sheet& sheet, std::uint32_t row, std::uint16_t first,
                  std::uint16_t last, const std::string& text, workbook::StyleId style);

}  // namespace report
