#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "report/columns.h"
#include "report/totals_block.h"
#include "report/heading.h"
#include "report/outline.h"
#include "report/print/print_run.h"
#include "source/result_rows.h"

namespace report {

/// Rows under one heading and above one total, on as many sheets as they need: the whole report, or
/// one instance of it. The report and the columns outlive it. Not thread-safe.
class Section {
 public:
  Section(const LocalizedReport& report, Columns& columns, const std::string& name,
          const SectionTitle& section_title, Outline::Listener listener);
  Section(const Section&) = delete;
  Section& operator=(const Section&) = delete;

  /// Writes the current row of the source.
  void write(const source::ResultRows& row);

  /// The result of a section that has ended.
  struct Summary {
    const workbook::Sheet* first_sheet = nullptr;
    const workbook::Sheet* last_sheet = nullptr;
    workbook::Cell title;         // on the first sheet, if it has one
    std::uint32_t total_row = 0;  // on the last sheet
    Totals total;
  };
  /// Call after its last row; its sheets are added to `run`, warnings to `warnings`.
  [[nodiscard]] Summary end(PrintRun& run, std::vector<base::Message>& warnings);

 private:
  void open_stream();
  void lay_out(const SheetStream& stream, const SheetPlan& plan, const Totals& total,
               double totals_height, PrintRun& run) const;
  void write_empty(workbook::Sheet& sheet, const TextArea& area) const;
  /// `height` is that of the heading and the header.
  void freeze(workbook::Sheet& sheet, const std::vector<double>& widths, double height) const;
  void apply_row_formatting(const SheetStream& stream) const;
  [[nodiscard]] std::vector<RowRange> row_ranges() const;
  [[nodiscard]] std::uint32_t header_row() const { return heading_.rows(); }
  [[nodiscard]] std::uint32_t first_row() const { return heading_.rows() + 1; }
  /// The rows below the header where there are none of data: that of a table, and that which says
  /// so.
  [[nodiscard]] std::uint32_t empty_rows() const { return outline_.has_groups() ? 1 : 2; }
  [[nodiscard]] std::uint32_t last_row(const SheetStream& stream) const {
    return header_row() + stream.rows->size();
  }

  const LocalizedReport& report_;
  Columns& columns_;
  const std::string name_;
  const Heading heading_;
  Outline outline_;
  std::int64_t rows_ = 0;
  std::vector<SheetStream> streams_;
};

}  // namespace report
