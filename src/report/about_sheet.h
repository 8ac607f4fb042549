#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "report/columns.h"
#include "report/localized_report.h"
#include "report/running_total.h"

namespace report {

/// The last sheet: the facts that an auditor asks for, one per row. The report and the columns
/// outlive it. Not thread-safe.
class AboutSheet {
 public:
  AboutSheet(const LocalizedReport& report, const Columns& columns);
  AboutSheet(const AboutSheet&) = delete;
  AboutSheet& operator=(const AboutSheet&) = delete;

  /// `data_sheet` is the name of the sheet with all rows, or empty.
  void write(const Totals& total, const std::vector<base::Message>& warnings,
             const std::string& data_sheet);

 private:
  void model();
  void request(std::int64_t rows);
  void control_totals(const Totals& total);
  [[nodiscard]] std::string control_label(const model::Column& column, std::int64_t excluded) const;
  void origin();
  void fit_row_height(const std::string& label, const std::string& text);
  void fact(const base::Message& label, const std::string& text);
  void row(const std::string& label, const std::string& value);

  const LocalizedReport& report_;
  const Columns& columns_;
  workbook::Sheet& sheet_;
  std::uint32_t row_ = 0;
};

}  // namespace report
