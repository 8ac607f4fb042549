#pragma once

#include <optional>
#include <string>

#include "language/language.h"
#include "model/definition/column.h"
#include "model/definition/organization.h"
#include "report/number_format.h"
#include "workbook/workbook.h"

namespace report {

/// How a column's cells look: `value` for what is of its type, `text` for what is not and is
/// written as text, `opposite_direction` for text in letters of the other direction; `subtotal` and
/// `total` for the rows below, `figure` for a total that stands elsewhere.
struct ColumnStyles {
  workbook::StyleId value;
  workbook::StyleId text;
  workbook::StyleId opposite_direction;
  workbook::StyleId figure;
  workbook::StyleId subtotal;
  workbook::StyleId total;
};

/// The light default theme in one language, in the colors and the font of the organization's
/// branding: every style of a report, made once in its workbook. Reading order, alignment and font
/// are always explicit, since General alignment follows the text and not the sheet.
class Theme {
 public:
  Theme(workbook::Workbook& workbook, language::Language language,
        const model::Organization& organization);

  /// Whether its totals have a mark behind them, which a note is about.
  enum class Marker { kNone, kExcluded };
  [[nodiscard]] ColumnStyles column_styles(const model::Column& column, const Unit& unit,
                                           Marker marker = Marker::kNone) const;

  /// Styles of values and subtotals that stand on sheets before it is known how many decimals they
  /// are shown with. They differ from those of `column()` in that alone.
  struct OpenStyles {
    workbook::StyleId value;
    std::optional<workbook::StyleId> subtotal = {};  // where there are some
    std::optional<workbook::StyleId> marked_subtotal = {};
  };
  /// Absent where the workbook has no room for more.
  [[nodiscard]] std::optional<OpenStyles> open_styles(const model::Column& column,
                                                      bool has_subtotals) const;
  void close_styles(const OpenStyles& styles, const model::Column& column, const Unit& unit) const;

  /// Of strings of several lines.
  [[nodiscard]] ColumnStyles wrapped_styles(const model::Column& column) const;

  /// Of a text in letters of the other direction.
  [[nodiscard]] workbook::StyleId opposite_direction_link() const;

  /// A line of the letterhead that takes several.
  [[nodiscard]] workbook::StyleId over_lines(workbook::StyleId line) const;

  /// Points that a line of the body takes, and what that is to an ordinary one: faces that leave
  /// room for vowel marks are taller.
  [[nodiscard]] double line_height() const;
  [[nodiscard]] double line_height_factor() const;

  [[nodiscard]] workbook::Direction direction() const;
  [[nodiscard]] workbook::Color banding_color() const;
  [[nodiscard]] workbook::ConditionalStyle highlight_style(model::Highlight::Tone tone) const;
  /// One after the other, for the series or slices of a chart.
  [[nodiscard]] workbook::Color series_color(std::size_t number) const;
  [[nodiscard]] const std::string& font() const { return font_; }
  [[nodiscard]] const NumberFormats& formats() const { return formats_; }

  // Constant after construction.
  workbook::StyleId letterhead;
  workbook::StyleId detail;  // registration numbers, address
  workbook::StyleId title;
  workbook::StyleId section_title;  // whose sheet it is
  workbook::StyleId subtitle;       // period, parameters
  workbook::StyleId note_start;     // conventions, at the side where the sheet begins
  workbook::StyleId note_end;       // row count, at the other
  workbook::StyleId header;
  workbook::StyleId serial;
  workbook::StyleId group;  // the row that names a group: the outer ones, the inner ones
  workbook::StyleId inner_group;
  workbook::StyleId subtotal_label;
  workbook::StyleId total_label;
  workbook::StyleId check_label;
  workbook::StyleId verdict;  // whether a check holds
  workbook::StyleId signer;
  workbook::StyleId signature;  // the line to sign on
  workbook::StyleId label;      // of a fact, and the fact itself
  workbook::StyleId fact;
  workbook::StyleId link;
  workbook::StyleId cell;   // a cell of a table
  workbook::StyleId count;  // a whole number of a table
  workbook::StyleId count_total;
  workbook::StyleId body;  // cells that a person adds later

 private:
  [[nodiscard]] workbook::Style link_style() const;
  [[nodiscard]] workbook::Style base() const;
  [[nodiscard]] workbook::Style start_aligned(workbook::Style style) const;
  [[nodiscard]] workbook::Style boxed(workbook::Style style) const;
  [[nodiscard]] workbook::Style subtotal_of(workbook::Style style) const;
  [[nodiscard]] workbook::Style total_of(workbook::Style style) const;
  [[nodiscard]] workbook::Style value_of(const model::Column& column, const Unit& unit) const;
  [[nodiscard]] workbook::Style below(const model::Column& column, const Unit& unit,
                                      Marker marker) const;
  [[nodiscard]] ColumnStyles make_styles(const workbook::Style& value,
                                         const workbook::Style& below) const;
  [[nodiscard]] workbook::Style letterhead_style() const;
  [[nodiscard]] workbook::Style detail_style() const;
  [[nodiscard]] workbook::Color accent_text_color() const;
  void set_letterhead();
  void set_rows();
  void set_totals_block();
  void set_facts();

  workbook::Workbook& workbook_;
  language::Language language_;
  NumberFormats formats_;
  workbook::Color accent_;
  std::string font_;
};

}  // namespace report
