#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "report/columns.h"
#include "report/localized_report.h"
#include "report/print/page_plan.h"
#include "source/result_rows.h"

namespace report {

/// Measures the first rows of a report before any is written: the height of a row is written with
/// it, and depends on where its texts wrap. The columns outlive it. Not thread-safe.
class ColumnSurvey {
 public:
  /// The rows that decide; a later text neither widens a column that wraps nor adds pages beside
  /// the first.
  static constexpr std::size_t kRows = 2'000;

  /// `min_width` is the minimum width of the table, in digits.
  ColumnSurvey(const LocalizedReport& report, Columns& columns, double min_width);

  /// Measures the current row.
  void add(const source::ResultRows& row);
  /// Measures the labels of the subtotals of the groups that the current row begins.
  void add_labels(const source::ResultRows& row);
  /// Wraps columns of text if the report is too wide for a page: not narrower than it needs, and
  /// none whose texts are mostly single words, such as codes. Then sets for which width the lines
  /// of texts are counted.
  void wrap_columns();

 private:
  struct Measure {
    Columns::Field field;
    double widest = 0;
    double longest_word = 0;  // if one is wider than the narrowest wrapped column
    double least = 0;         // of its numbers
    double greatest = 0;
    double sum = 0;
    std::array<int, kMaxColumnWidth + 2> by_width = {};  // those by digits, and all wider ones
    int texts = 0;                   // that are wider than the narrowest wrapped column
    int sentences = 0;               // those of several words among them
    double limit = kMaxColumnWidth;  // digits, beyond which its texts wrap

    /// The number of its texts that are wider than that; at least the narrowest wrapped column.
    [[nodiscard]] int wider_than(double digits) const;
  };
  /// Of which rows the totals are.
  enum class Rows { kFirst, kAll };

  void add_text(Measure& measure, std::string_view text);
  void set_limits(double most);
  void widen(Measure& measure);
  void choose_limits();
  void limit_lead_columns();
  void limit_later_texts();
  void set_line_widths();
  /// The width of the content of each column of the sheet.
  [[nodiscard]] std::vector<double> contents(Rows rows) const;
  /// How the columns print if texts wrap at `most` digits.
  [[nodiscard]] PagePlan plan(double most);

  const LocalizedReport& report_;
  Columns& columns_;
  const double min_width_;
  std::size_t rows_ = 0;
  std::vector<Measure> measures_;
  std::vector<std::string> groups_;  // the names of those of the last row
};

}  // namespace report
