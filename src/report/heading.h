#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "report/localized_report.h"
#include "workbook/sheet.h"

namespace report {

/// Whose sheet it is, where a report has several.
struct SectionTitle {
  std::string title;                 // empty: the whole report's
  std::vector<std::string> details;  // sentences
};

/// What stands above the table: letterhead with the logo at its far end, title, period in the
/// organization's calendars, parameters in words, conventions. Its rows are known before the first
/// data row.
class Heading {
 public:
  explicit Heading(const LocalizedReport& report, const SectionTitle& section_title = {});

  /// How many rows it takes; the header of the table is the next.
  [[nodiscard]] std::uint32_t rows() const { return static_cast<std::uint32_t>(lines_.size()); }
  /// Where the section's title stands.
  [[nodiscard]] workbook::Cell section_title() const { return {section_title_row_, 0}; }
  /// How wide the table must be for it, in digits.
  [[nodiscard]] double width() const;
  /// Over columns of these widths. `note` stands opposite the conventions: how many rows there are.
  /// Returns its height in points.
  double write(workbook::Sheet& sheet, const std::vector<double>& widths,
               const std::string& note) const;

 private:
  struct Line {
    enum class Place { kStart, kSpread, kNote, kGap };
    Place place;
    std::string text;
    workbook::StyleId style;
    double height;       // points, of one line
    double digit_width;  // of its font, in digits of the Normal font
  };

  void letterhead();
  void periods();
  void parameters();
  void conventions();
  void start(const std::string& text, workbook::StyleId style, double height, double digit_width);
  void spread(const std::string& text);
  double write_notes(workbook::Sheet& sheet, std::uint32_t row, const std::vector<double>& widths,
                     const std::string& note) const;
  void write_logo(workbook::Sheet& sheet, const std::vector<double>& widths) const;

  const LocalizedReport& report_;
  std::vector<Line> lines_;
  std::uint32_t letterhead_rows_ = 0;
  std::uint32_t section_title_row_ = 0;
};

/// Text over the cells of one row from `first` to `last`, merged where they are several.
void write_across(workbook::Sheet& sheet, std::uint32_t row, std::uint16_t first,
                  std::uint16_t last, const std::string& text, workbook::StyleId style);

}  // namespace report
