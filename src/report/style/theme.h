#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "language/display_width.h"
#include "language/language.h"
#include "model/definition/column.h"
#include "model/definition/organization.h"
#include "report/style/number_format.h"
#include "report/style/palette.h"
#include "workbook/workbook.h"

namespace report {

/// The styles of a column's cells: `value` for values of its type, `text` for others, which are
/// written as text, `opposite_direction` for text in the other direction; `subtotal` and `total`
/// for the rows below, `figure` for a total elsewhere. A value.
struct ColumnStyles {
  workbook::StyleId value;
  workbook::TextStyles text;
  workbook::TextStyles opposite_direction;
  workbook::StyleId figure;
  workbook::StyleId subtotal;
  workbook::StyleId total;
};

/// The light default theme in one language, in the colors and font of the organization's branding:
/// all styles of a report, made once in its workbook. Reading order, alignment and font are always
/// explicit, since General alignment follows the text and not the sheet. Not thread-safe.
class Theme {
 public:
  Theme(workbook::Workbook& workbook, language::Language language,
        const model::Organization& organization);

  /// Whether totals have a marker, which refers to a note about excluded values.
  enum class Marker { kNone, kExcluded };
  [[nodiscard]] ColumnStyles column_styles(const model::Column& column, const Unit& unit,
                                           Marker marker = Marker::kNone) const;

  /// Styles of values and subtotals that are written before the number of their decimals is known.
  /// They differ from column_styles() only in that.
  struct OpenStyles {
    workbook::StyleId value;
    std::optional<workbook::StyleId> subtotal = {};  // if there are subtotals
    std::optional<workbook::StyleId> marked_subtotal = {};
  };
  /// Absent if the workbook has no room for more.
  [[nodiscard]] std::optional<OpenStyles> open_styles(const model::Column& column,
                                                      bool has_subtotals) const;
  void close_styles(const OpenStyles& styles, const model::Column& column, const Unit& unit) const;

  /// The styles of strings of several lines.
  [[nodiscard]] ColumnStyles wrapped_styles(const model::Column& column) const;

  // Variants of the styles below.
  /// With the reading order of the text.
  [[nodiscard]] workbook::StyleId in_direction_of(std::string_view text,
                                                  workbook::StyleId style) const;
  [[nodiscard]] workbook::StyleId wrapped(workbook::StyleId style) const;
  /// Centered over the empty cells after it, too.
  [[nodiscard]] workbook::StyleId across(workbook::StyleId style) const;
  /// A figure as the difference in the line of a check.
  [[nodiscard]] workbook::StyleId check_figure(workbook::StyleId figure) const;
  /// A figure among facts, which begin at the start of their cells.
  [[nodiscard]] workbook::StyleId fact_figure(workbook::StyleId figure) const;

  /// Of a value that is not of its column's type: outlined, not in another color alone.
  [[nodiscard]] workbook::TextStyles invalid(const workbook::TextStyles& styles) const;

  /// The height of a line of the body in points, and relative to that in an ordinary typeface.
  [[nodiscard]] double line_height() const;
  [[nodiscard]] double line_height_factor() const;

  /// The width of a text in the body's font, in the unit of column widths, without padding.
  [[nodiscard]] double text_width(std::string_view text,
                                  language::Weight weight = language::Weight::kRegular) const;

  /// The width of a number as the style shows it, likewise.
  [[nodiscard]] double number_width(workbook::StyleId style, double value) const {
    return workbook_.number_width(style, value);
  }
  /// How a text of the body breaks in a column of that width without padding.
  [[nodiscard]] language::Wrapping wrap(std::string_view text, double width) const;

  [[nodiscard]] workbook::Direction direction() const;
  [[nodiscard]] const Palette& palette() const { return palette_; }
  [[nodiscard]] const std::string& font() const { return font_; }
  [[nodiscard]] const NumberFormats& formats() const { return formats_; }

  // Constant after construction.
  workbook::StyleId letterhead;
  workbook::StyleId detail;  // registration numbers, address
  workbook::StyleId title;
  workbook::StyleId section_title;  // the instance of the sheet
  workbook::StyleId subtitle;       // period, parameters
  workbook::StyleId note_start;     // conventions, on the side where the sheet begins
  workbook::StyleId note_end;       // row count, on the other side
  workbook::StyleId header;
  workbook::StyleId serial;
  workbook::StyleId group;  // the row that names an outer group
  workbook::StyleId inner_group;
  workbook::StyleId subtotal_label;
  workbook::StyleId total_label;
  workbook::StyleId check_label;
  workbook::StyleId verdict;  // the result of a check
  workbook::StyleId signer;
  workbook::StyleId signature;  // the line for a signature
  workbook::StyleId label;      // the label of a fact
  workbook::TextStyles fact;
  workbook::StyleId link;
  workbook::StyleId back_link;
  workbook::TextStyles cell;  // a text of a table
  workbook::StyleId count;    // a whole number of a table
  workbook::StyleId count_total;
  workbook::StyleId body;  // cells that a user adds later

 private:
  [[nodiscard]] workbook::Style base() const;
  [[nodiscard]] workbook::Style start_aligned(workbook::Style style) const;
  [[nodiscard]] workbook::Style boxed(workbook::Style style) const;
  [[nodiscard]] workbook::Style subtotal_of(workbook::Style style) const;
  [[nodiscard]] workbook::Style total_of(workbook::Style style) const;
  [[nodiscard]] workbook::Style check_of(workbook::Style style) const;
  [[nodiscard]] workbook::Style value_of(const model::Column& column, const Unit& unit) const;
  [[nodiscard]] workbook::Style below(const model::Column& column, const Unit& unit,
                                      Marker marker) const;
  [[nodiscard]] workbook::TextStyles text_styles(workbook::Style style) const;
  [[nodiscard]] ColumnStyles make_styles(const workbook::Style& value,
                                         const workbook::Style& below) const;
  void set_letterhead();
  void set_rows();
  void set_totals_block();
  void set_facts();

  workbook::Workbook& workbook_;
  language::Language language_;
  NumberFormats formats_;
  Palette palette_;
  std::string font_;
  language::Typeface typeface_ = language::Typeface::kArial;
};

}  // namespace report
