#pragma once

#include <string>

#include "language/language.h"
#include "model/column.h"
#include "workbook/workbook.h"

namespace report {

/// How a column's cells look: `value` for what is of its type, `text` for what is not and is
/// written as text, `total` for the row below.
struct ColumnLook {
  workbook::StyleId value;
  workbook::StyleId text;
  workbook::StyleId total;
};

/// The light default theme in one language: every style of a report, made once in its workbook.
/// Reading order, alignment and font are always explicit, since General alignment follows the text
/// and not the sheet.
class Theme {
 public:
  Theme(workbook::Workbook& workbook, language::Language language);

  [[nodiscard]] ColumnLook column(const model::Column& column) const;

  [[nodiscard]] workbook::Direction direction() const;
  [[nodiscard]] workbook::Colour band() const;

  // Constant after construction.
  workbook::StyleId organization;
  workbook::StyleId detail;  // registration numbers, address
  workbook::StyleId title;
  workbook::StyleId subtitle;    // period, parameters
  workbook::StyleId note_start;  // conventions, at the side where the sheet begins
  workbook::StyleId note_end;    // row count, at the other
  workbook::StyleId header;
  workbook::StyleId total_label;
  workbook::StyleId total_blank;
  workbook::StyleId body;  // cells that a person adds later

 private:
  [[nodiscard]] workbook::Style base() const;
  [[nodiscard]] workbook::Style start_aligned(workbook::Style style) const;
  [[nodiscard]] workbook::Style total_of(workbook::Style style) const;
  [[nodiscard]] workbook::Style value_of(const model::Column& column) const;

  workbook::Workbook& workbook_;
  language::Language language_;
};

}  // namespace report
