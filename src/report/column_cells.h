#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "model/definition/column.h"
#include "report/localized_report.h"
#include "report/running_total.h"
#include "report/shown_decimals.h"
#include "report/units.h"
#include "source/sql/exact_decimal.h"
#include "source/result_rows.h"
#include "source/sql/value_reader.h"
#include "workbook/row_writer.h"
#include "workbook/sheet.h"

namespace report {

/// Writes one column's values: what the source gives becomes a cell of the column's type, or text
/// where it is none. Keeps the total of what was written since it was last taken. A date with a
/// Hijri companion writes both cells.
class ColumnCells {
 public:
  ColumnCells(const model::Column& column, const LocalizedReport& report);

  /// The column of the current row, as the next cell (or two).
  void write(const source::ResultRows& in, workbook::RowWriter& out);

  /// Begins anew: gives what was written so far.
  [[nodiscard]] RunningTotal take_total();
  /// What follows stands on this sheet.
  void enter(const workbook::Sheet& sheet) { sheet_ = &sheet; }

  /// What follows is of another section. At its end it is known how many decimals its values are
  /// shown with, and at that of the last one how many all are, on sheets about them.
  void begin_section();
  void end_section();
  void end_report();

  [[nodiscard]] const ColumnStyles& styles() const { return units_.styles(); }
  [[nodiscard]] workbook::StyleId subtotal_style(const RunningTotal& total) const {
    return units_.subtotal_style(total);
  }
  /// Of one of its totals elsewhere, at the end of a section or of all: marked where values are
  /// left out of it.
  [[nodiscard]] ColumnStyles styles(const RunningTotal& total) const {
    return units_.styles(total);
  }
  /// Of its values, in the first unit, and of a total.
  [[nodiscard]] int decimals() const { return units_.unit(0).decimals; }
  [[nodiscard]] int decimals(const RunningTotal& total) const;
  /// What a total is, and how a cell calculates it: without the residue of binary fractions.
  [[nodiscard]] std::optional<double> value(const RunningTotal& total) const;
  [[nodiscard]] std::string formula(const RunningTotal& total,
                                    const std::string& calculation) const;
  /// A total is shown in this row of the sheet, counted from 0.
  void record_total(const RunningTotal& total, std::uint32_t row, const workbook::Sheet& sheet);

  /// What its reader has to know, by the kind of it. After the end.
  struct ValueIssues {
    ValueIssue type_mismatches = {};  // not of its type, written as text and left out of the total
    ValueIssue bytes = {};            // that are no text, written in hex
    ValueIssue rounded = {};  // of more digits than a cell keeps, which it would not have shown
    ValueIssue more_decimals = {};  // than the currency has
    ValueIssue zeros = {};          // shown as zero and not
    ValueIssue hundreds = {};       // shown as 100 % and not
    ValueIssue unknown_currencies = {};
    ValueIssue undivided = {};            // minor units of an unknown currency
    ValueIssue unknown_enum_values = {};  // values of an enum that its data model has no word for
    ValueIssue not_addresses = {};        // values of a column of addresses that are none
    ValueIssue not_hijri =
        {};  // days outside of the Umm al-Qura calendar, whose Hijri cells are blank
  };
  [[nodiscard]] const ValueIssues& issues() const { return issues_; }

 private:
  void record(ValueIssue& issue, const workbook::RowWriter& out) const;
  void number(const source::ResultRows& in, workbook::RowWriter& out);
  void any_number(const source::ResultRows& in, workbook::RowWriter& out);
  void decimal(std::int64_t unscaled, int scale, workbook::RowWriter& out);
  void real(double value, workbook::RowWriter& out);
  void number_as_text(const std::string& digits, workbook::RowWriter& out);
  void long_decimal(double value, workbook::RowWriter& out);
  void record_decimals(const source::ExactDecimal& value, const workbook::RowWriter& out);
  void record_misleading(double value, const workbook::RowWriter& out);
  void record_more_decimals(const workbook::RowWriter& out);
  void boolean(const source::ResultRows& in, workbook::RowWriter& out);
  void date(std::string_view text, workbook::RowWriter& out);
  void date_time(std::string_view text, workbook::RowWriter& out);
  void time(std::string_view text, workbook::RowWriter& out);
  void duration(const source::ResultRows& in, workbook::RowWriter& out);
  void enum_value(std::string_view value, workbook::RowWriter& out);
  void link(std::string_view address, workbook::RowWriter& out);
  void hijri(std::optional<std::chrono::sys_days> day, workbook::RowWriter& out);
  void plain(std::string_view text, workbook::RowWriter& out);
  void out_of_range(std::string_view text, workbook::RowWriter& out);
  void type_mismatch(std::string_view text, workbook::RowWriter& out);
  void bytes(std::string_view hex, workbook::RowWriter& out);
  void blank(workbook::RowWriter& out);
  void money(const source::ResultRows& in, workbook::RowWriter& out);
  void collect_misleading();
  [[nodiscard]] std::optional<int> rounding(const RunningTotal& total) const;

  const model::Column& column_;
  const LocalizedReport& report_;
  const std::size_t source_column_;  // in a row of the source
  const std::optional<std::size_t> currency_source_column_;
  const std::string yes_;
  const std::string no_;
  const bool is_right_to_left_;
  std::map<std::string, std::string, std::less<>> choices_;  // value to word

  Units units_;
  workbook::StyleId text_style_;
  std::optional<ColumnStyles> wrapped_;  // of strings of several lines

  // Where the number of decimals depends on the values: of the section, and of all that have ended.
  std::optional<ShownDecimals> shown_;
  std::optional<ShownDecimals> all_shown_;
  MisleadingValues zeros_;
  MisleadingValues hundreds_;

  source::Number number_;  // the last that was read in full
  RunningTotal total_;
  ValueIssues issues_;
  const workbook::Sheet* sheet_ = nullptr;
};

}  // namespace report
