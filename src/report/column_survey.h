#pragma once

#include <vector>

#include "report/columns.h"
#include "report/localized_report.h"
#include "source/result_rows.h"

namespace report {

/// Measures the first rows of a report before any is written: the height of a row is written with
/// it, and depends on where its texts wrap. The columns outlive it. Not thread-safe.
class ColumnSurvey {
 public:
  /// The rows that decide; a later one never widens a column that wraps.
  static constexpr std::size_t kRows = 2'000;

  ColumnSurvey(const LocalizedReport& report, Columns& columns);

  /// Measures the current row.
  void add(const source::ResultRows& row);
  /// Wraps columns of text if the report is too wide for a page: not narrower than it needs, and
  /// none whose texts are mostly single words, such as codes.
  void wrap_columns();

 private:
  struct Measure {
    Columns::Field field;
    double widest = 0;
    double longest_word = 0;  // if one is wider than the narrowest wrapped column
    double least = 0;         // of its numbers
    double greatest = 0;
    double sum = 0;
    int texts = 0;      // that are wider than the narrowest wrapped column
    int sentences = 0;  // those of several words among them
  };

  void wrap_lead_columns();
  void add_text(Measure& measure, std::string_view text);
  [[nodiscard]] std::vector<double> widths(double most) const;
  /// The width beyond which the texts of a column wrap, if others wrap at `most` digits.
  [[nodiscard]] static double limit(const Measure& measure, double most);

  const LocalizedReport& report_;
  Columns& columns_;
  std::vector<Measure> measures_;
};

}  // namespace report
