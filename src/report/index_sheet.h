#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "report/columns.h"
#include "report/localized_report.h"
#include "report/section.h"

namespace report {

/// The first sheet of a report with a sheet for each instance: a link to each of them, its number
/// of rows and its sums, and the sums of all. The report and the columns outlive it. Not
/// thread-safe.
class IndexSheet {
 public:
  IndexSheet(const LocalizedReport& report, const Columns& columns);
  IndexSheet(const IndexSheet&) = delete;
  IndexSheet& operator=(const IndexSheet&) = delete;

  [[nodiscard]] const std::string& name() const { return sheet_.name(); }
  void add(const std::string& title, const Section::Summary& section);
  /// Call after the last instance.
  void write();

  [[nodiscard]] const Totals& total() const { return total_; }

 private:
  struct Entry {
    std::string title;
    Section::Summary section;
  };
  void write_entry(std::uint32_t row, const Entry& entry) const;
  [[nodiscard]] double sum_of_entries(const Columns::TotaledColumn& column,
                                      const RunningTotal& total) const;
  void write_totals(std::uint32_t row, std::uint32_t first_row) const;
  [[nodiscard]] std::vector<double> widths() const;

  const LocalizedReport& report_;
  const Columns& columns_;
  std::vector<Columns::TotaledColumn> sums_;
  std::vector<std::string> titles_;
  workbook::Sheet& sheet_;
  std::vector<Entry> entries_;
  Totals total_;
};

}  // namespace report
