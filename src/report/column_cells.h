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
#include "report/style/shown_decimals.h"
#include "report/style/line_counter.h"
#include "report/units.h"
#include "source/sql/exact_decimal.h"
#include "source/result_rows.h"
#include "source/sql/value_reader.h"
#include "workbook/row_writer.h"
#include "workbook/sheet.h"

namespace report {

/// Writes one column's values as cells of the column's type, or as text where a value does not
/// match the type, and keeps their total; a date with a Hijri companion takes two cells. Columns
/// owns it. Not thread-safe.
class ColumnCells {
 public:
  ColumnCells(const model::Column& column, const LocalizedReport& report);

  /// Writes the column's value in the current row as the next cell (or two).
  void write(const source::ResultRows& in, workbook::RowWriter& out);

  /// The current value as its cell shows it, if that is a text.
  [[nodiscard]] std::string_view text(const source::ResultRows& in) const {
    const std::string_view value = in.text(source_column_);
    if (choices_.empty()) return value;
    const auto found = choices_.find(value);
    return found == choices_.end() ? value : std::string_view{found->second};
  }
  /// text(), if write() will write these bytes as a text; else empty.
  [[nodiscard]] std::string_view upcoming_text(const source::ResultRows& in) const;
  /// Whether texts may take several lines.
  [[nodiscard]] bool may_have_lines() const;
  /// About the number in the current row of a column of numbers, and how wide a number is, and the
  /// current row's cell in any other column, in digits.
  [[nodiscard]] double estimated_number(const source::ResultRows& in) const;
  [[nodiscard]] double estimated_width(double number) const;
  [[nodiscard]] double estimated_width(const source::ResultRows& in) const;
  /// Texts wrap beyond so many digits.
  void wrap(int digits);
  /// The digits for which the lines of texts are counted.
  void set_line_width(int digits) { lines_.set_width(digits); }
  [[nodiscard]] int line_width() const { return lines_.width(); }
  /// The lines that the current text takes; `note` as in LineCounter::lines. write() of the same
  /// row does not count them again, so this is called for each row or for none.
  [[nodiscard]] int count_lines(const source::ResultRows& in, std::uint16_t* note) {
    row_lines_ = lines_.lines(text(in), note);
    return row_lines_->count;
  }
  /// Those that were counted last.
  [[nodiscard]] int row_lines() const { return row_lines_ ? row_lines_->count : 1; }
  /// Records that the next row is too low for the column's text.
  void record_cut_text(const workbook::RowWriter& out) { record(issues_.cut_texts, out); }

  /// Returns the total so far and starts the next one.
  [[nodiscard]] RunningTotal take_total();
  /// The following cells are on this sheet.
  void enter(const workbook::Sheet& sheet) { sheet_ = &sheet; }

  /// The following values belong to another section. end_section() fixes the decimals of the
  /// section's values. end_report() fixes those of sheets about all sections.
  void begin_section();
  void end_section();
  void end_report();

  [[nodiscard]] const ColumnStyles& styles() const { return wraps_ ? *wrapped_ : units_.styles(); }
  [[nodiscard]] workbook::StyleId subtotal_style(const RunningTotal& total) const {
    return units_.subtotal_style(total);
  }
  /// The styles of a total outside the rows, at the end of a section or of the report; they add a
  /// marker if the total excludes values.
  [[nodiscard]] ColumnStyles styles(const RunningTotal& total) const {
    return units_.styles(total);
  }
  /// The decimals of its values in the first unit, and of a total.
  [[nodiscard]] int decimals() const { return units_.unit(0).decimals; }
  [[nodiscard]] int decimals(const RunningTotal& total) const;
  /// The unit of a total; without a currency if it has none.
  [[nodiscard]] const Unit& unit(const RunningTotal& total) const {
    return units_.unit(static_cast<std::size_t>(total.unit()));
  }
  /// The value of a total and the formula that calculates it, both without the residue of binary
  /// fractions.
  [[nodiscard]] std::optional<double> value(const RunningTotal& total) const;
  [[nodiscard]] std::string formula(const RunningTotal& total,
                                    const std::string& calculation) const;
  /// Records that a total is shown in this row of the sheet (from 0).
  void record_total(const RunningTotal& total, std::uint32_t row, const workbook::Sheet& sheet);

  /// What the report warns about, by kind. Final after end_report().
  struct ValueIssues {
    ValueIssue type_mismatches = {};  // not of the column's type, written as text, not in the total
    ValueIssue bytes = {};            // bytes that are not text, written in hexadecimal
    ValueIssue rounded = {};  // numbers that lost digits beyond those of a cell, none of them shown
    ValueIssue more_decimals = {};  // amounts with more decimals than their currency has
    ValueIssue zeros = {};          // shown as zero but different
    ValueIssue hundreds = {};       // shown as 100 % but different
    ValueIssue unknown_currencies = {};
    ValueIssue undivided = {};            // minor units of an unknown currency
    ValueIssue unknown_enum_values = {};  // enum values without a label in the data model
    ValueIssue not_addresses = {};        // values of a URL column that are not web addresses
    ValueIssue not_hijri =
        {};  // days outside the Umm al-Qura calendar, whose Hijri cells are blank
    ValueIssue cut_texts = {};  // of more lines than a row can show
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
  void hijri(HijriPlace place, std::optional<std::chrono::sys_days> day, workbook::RowWriter& out);
  enum class Validity : std::uint8_t { kValid, kInvalid };
  void plain(std::string_view text, workbook::RowWriter& out, Validity validity = Validity::kValid);
  void set_text_styles();
  void make_wrapped_styles();
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
  bool wraps_ = false;  // its cells, whatever their texts, since the page is narrow
  const bool is_multi_line_;
  const HijriPlace hijri_place_;
  std::map<std::string, std::string, std::less<>> choices_;  // label by value

  Units units_;
  LineCounter lines_;
  std::optional<LineCounter::Lines> row_lines_;  // of the current row, if they were counted
  workbook::TextStyles text_styles_;
  std::optional<ColumnStyles> wrapped_;                        // for values of several lines
  std::map<workbook::StyleId, workbook::TextStyles> invalid_;  // by the plain one of valid values

  // If the number of decimals depends on the values: for the current section, and for all that
  // ended.
  std::optional<ShownDecimals> shown_;
  std::optional<ShownDecimals> all_shown_;
  MisleadingValues zeros_;
  MisleadingValues hundreds_;

  source::Number number_;  // the last number that was read, kept for its memory
  RunningTotal total_;
  ValueIssues issues_;
  const workbook::Sheet* sheet_ = nullptr;
};

}  // namespace report
