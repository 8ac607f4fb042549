#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "report/style/layout_text.h"
#include "report/localized_report.h"
#include "workbook/sheet.h"

namespace report {

/// The title of a section, where a report has several.
struct SectionTitle {
  std::string title;                 // empty: the whole report
  std::vector<std::string> details;  // sentences
  std::string index;                 // the sheet that its own links back to; empty: none
};

/// The most points of rows that stay in sight while the others scroll, so that those can be reached
/// at 200 % zoom.
inline constexpr double kMaxFrozenHeight = 120;

/// What is above the table: a link to the index, which is not printed, letterhead with the logo at
/// its far end, title, facts such as period and parameters, conventions. It is low, because it
/// stays visible while rows scroll. Its number of rows is known before the first data row. Not
/// thread-safe.
class Heading {
 public:
  explicit Heading(const LocalizedReport& report, const SectionTitle& section_title = {});

  /// The number of its rows; the header of the table is the next.
  [[nodiscard]] std::uint32_t rows() const { return static_cast<std::uint32_t>(lines_.size()); }
  /// The row of the section's title.
  [[nodiscard]] std::uint32_t section_title_row() const { return section_title_row_; }
  /// The section's title; empty if it has none.
  [[nodiscard]] const std::string& section() const { return section_; }
  /// The minimum width of the table for it, in digits.
  [[nodiscard]] double width() const;
  /// In points.
  struct Height {
    double shown = 0;    // on the screen
    double printed = 0;  // without the link
  };
  /// Writes it over these columns. `note`, the number of rows or categories, is placed opposite the
  /// conventions; `rows` is the number of the report's rows, or of those of the section.
  Height write(workbook::Sheet& sheet, const TextArea& area, const std::string& note,
               std::optional<std::int64_t> rows = {}) const;

 private:
  enum class Place { kLetterhead, kLink, kCentered, kNotes };

  /// Texts that share a line where the table is wide enough.
  using Part = std::vector<std::string>;

  /// A row of the heading. Its parts share lines, too.
  struct Line {
    Place place;
    std::vector<Part> parts;
    workbook::StyleId style;
    double line_height;  // points
    double padding;      // of the row, in points
    Lettering lettering = {};
  };

  /// That of the link, which is the first.
  [[nodiscard]] std::uint32_t link_rows() const { return index_.empty() ? 0 : 1; }
  void add_back_link();
  void add_letterhead();
  void add_titles(const SectionTitle& section_title);
  void add_facts();
  [[nodiscard]] std::vector<Part> facts(std::optional<std::int64_t> rows) const;
  void add_conventions();
  [[nodiscard]] std::vector<std::string> pack(const Line& line, double room) const;
  [[nodiscard]] double height(const Line& line, std::size_t lines) const;
  [[nodiscard]] std::size_t write_line(workbook::Sheet& sheet, const CellSpan& span,
                                       const Line& line, double room) const;
  [[nodiscard]] std::size_t write_notes(workbook::Sheet& sheet, std::uint32_t row, const Line& line,
                                        const TextArea& area, const std::string& note) const;

  /// The logo and its scale; null without one.
  struct Logo {
    const workbook::Image* image = nullptr;
    double scale = 0;
    [[nodiscard]] double width() const;  // pixels
  };
  [[nodiscard]] Logo logo() const;
  void write_logo(workbook::Sheet& sheet, const TextArea& area) const;
  /// The width that the letterhead leaves to the logo, in digits.
  [[nodiscard]] double logo_room() const;

  const LocalizedReport& report_;
  const std::string index_;  // the sheet that it links back to; empty: none
  std::vector<Line> lines_;
  Part details_;  // of the section
  bool has_section_;
  std::optional<std::uint32_t> facts_row_;
  std::string section_;
  std::uint32_t section_title_row_ = 0;
};

}  // namespace report
